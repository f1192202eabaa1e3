package io.bulksend;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What tests see in the documents.
 */
class DocumentsTest {

	private final Documents documents = Documents.of(Map.of("README.md", """
			# A title

			[file](LICENSE) [anchor](#what-it-is-for-send) [both](src/docs/input.md#no-such)
			[gone](src/docs/gone.md) [nowhere](#nowhere) [outside](https://example.org/x)

			## What it is for: `send`

			One.

			```sh
			# nowhere
			[not a link](no-file)
			```

			### Below

			Two.

			## Next
			""", "src/docs/input.md", "# Other\n\n[back](../../README.md#next)\n"));

	@Test
	void findsLinksThatLeadNowhere() {
		assertThat(this.documents.brokenLinks()).containsExactly("README.md: src/docs/input.md#no-such",
				"README.md: src/docs/gone.md", "README.md: #nowhere");
	}

	@Test
	void aSectionHasWhatStandsBelowItsHeading() {
		assertThat(this.documents.section("README.md", "What it is for: `send`")).contains("One.", "Two.")
			.doesNotContain("Next");
		assertThat(this.documents.section("README.md", "Below").strip()).isEqualTo("Two.");
	}

	@Test
	void aCommandMaySpanLines() {
		String text = "```sh\none \\\n  --two\nthree\n```\n\n```csv\na,b\n```\n";
		assertThat(Documents.of(Map.of("README.md", text)).blocks("README.md")).hasSize(2)
			.flatExtracting(Documents.Block::commands)
			.containsExactly("one --two", "three");
	}

	@Test
	void codeWithinTheTextIsFound() {
		assertThat(this.documents.code("README.md")).containsExactly("send");
	}

}
