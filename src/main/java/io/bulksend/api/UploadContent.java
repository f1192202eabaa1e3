package io.bulksend.api;

import java.io.IOException;
import java.io.OutputStream;

/**
 * What is uploaded as one file.
 */
public interface UploadContent {

	/**
	 * The file's name, as its recipients may see it.
	 * @return the name, without folders
	 */
	String name();

	/**
	 * What it is.
	 * @return its media type
	 */
	String contentType();

	/**
	 * How many bytes it has.
	 * @return the size
	 */
	long length();

	/**
	 * Writes it, and no byte more or less than {@link #length()}. The request's head is
	 * on its way to the API by then.
	 * @param out where to
	 * @throws UnusableContentException if it turns out that it must not be sent; the API
	 * then gets no whole request
	 * @throws IOException if it could not be written
	 */
	void writeTo(OutputStream out) throws IOException;

}
