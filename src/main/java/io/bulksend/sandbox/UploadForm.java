package io.bulksend.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The form that a file is uploaded with: one part, called file, with a file name and a
 * content type. Only the begin of a long one is looked at; the file itself is not kept.
 *
 * @param fileName the file's name
 * @param contentType what it is said to be
 */
record UploadForm(String fileName, String contentType) {

	private static final Pattern BOUNDARY = Pattern
		.compile("(?i)multipart/form-data\\s*;.*?\\bboundary=\"?([^\";]+)\"?.*");

	private static final Pattern DISPOSITION = Pattern.compile("(?im)^content-disposition:\\s*form-data\\s*;(.*)$");

	private static final Pattern NAME = Pattern.compile("(?i)(?:^|[;\\s])name=\"?file\"?\\s*(?:;|$)");

	private static final Pattern FILE_NAME = Pattern.compile("(?i)\\bfilename=\"([^\"]*)\"");

	private static final Pattern CONTENT_TYPE = Pattern.compile("(?im)^content-type:\\s*(\\S+/\\S+.*?)\\s*$");

	/**
	 * Reads a form.
	 * @param header the request's content type
	 * @param body the request's body, or its begin
	 * @param cut whether it is only the begin
	 * @return the form
	 * @throws RefusedRequest if it is none with just one file
	 */
	static UploadForm read(@Nullable String header, byte[] body, boolean cut) throws RefusedRequest {
		Matcher boundary = BOUNDARY.matcher((header != null) ? header : "");
		if (!boundary.matches()) {
			throw RefusedRequest.unreadable("The content type must be multipart/form-data with a boundary.");
		}
		String mark = "--" + boundary.group(1).strip();
		String text = new String(body, StandardCharsets.ISO_8859_1);
		int end = text.indexOf("\r\n\r\n");
		if (!text.startsWith(mark + "\r\n") || end < 0) {
			throw RefusedRequest.unreadable("The body is no form with the boundary that the content type names.");
		}
		// Names are in UTF-8, whatever the file is.
		String headers = new String(body, mark.length() + 2, end - mark.length() - 2, StandardCharsets.UTF_8);
		if (!cut) {
			requireOneFile(text.substring(end + 4), mark);
		}
		Matcher disposition = DISPOSITION.matcher(headers);
		if (!disposition.find() || !NAME.matcher(disposition.group(1)).find()) {
			throw RefusedRequest.parameter("file", "is required");
		}
		Matcher fileName = FILE_NAME.matcher(disposition.group(1));
		if (!fileName.find() || fileName.group(1).isBlank()) {
			throw RefusedRequest.parameter("file", "must have a file name");
		}
		Matcher contentType = CONTENT_TYPE.matcher(headers);
		if (!contentType.find()) {
			throw RefusedRequest.parameter("file", "must have a content type");
		}
		return new UploadForm(fileName.group(1), contentType.group(1));
	}

	private static void requireOneFile(String rest, String mark) throws RefusedRequest {
		int end = rest.indexOf("\r\n" + mark);
		if (end < 0 || !rest.substring(end + 2 + mark.length()).strip().equals("--")) {
			throw RefusedRequest.unreadable("The form must have exactly one part, and an end.");
		}
		if (end == 0) {
			throw RefusedRequest.parameter("file", "must not be empty");
		}
	}

}
