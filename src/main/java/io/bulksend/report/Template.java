package io.bulksend.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;

/**
 * The page's text, in which values are filled in. Whatever is filled in is escaped, but
 * for what the template names with three braces.
 */
enum Template {

	/** All above the rows. */
	HEAD(0),

	/** All below the rows. */
	BODY(1);

	private static final String ROWS = "<!-- The rows come here. -->";

	private final com.samskivert.mustache.Template text;

	Template(int part) {
		this.text = Mustache.compiler().emptyStringIsFalse(true).compile(resource("report.html").split(ROWS)[part]);
	}

	void write(Object values, Writer out) throws IOException {
		try {
			this.text.execute(values, out);
		}
		catch (MustacheException ex) {
			throw (ex.getCause() instanceof IOException cause) ? cause : new IOException(ex);
		}
	}

	/**
	 * A file beside this class.
	 * @return its text, with lines that end as HTML counts them
	 */
	static String resource(String name) {
		try (InputStream in = Template.class.getResourceAsStream(name)) {
			if (in == null) {
				throw new IllegalStateException("The program is not complete: " + name + " is missing in it");
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
