package io.bulksend.cli.output.check;

import io.bulksend.check.Notes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NotesTextTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					1 | 1 | 20 | The messages carry 1 file (1.0 MB). It is uploaded first, which takes 1s at 20 a second.
					1 | 0 | 20 | The messages carry 1 file (1.0 MB). It was uploaded before.
					3 | 3 | 0  | The messages carry 3 files (3.0 MB). They are uploaded first.
					3 | 0 | 20 | The messages carry 3 files (3.0 MB). All of them were uploaded before.
					3 | 1 | 20 | The messages carry 3 files (3.0 MB). 1 of them (1.0 MB) is uploaded first, which takes 1s at 20 a second. The others were uploaded before.
					3 | 2 | 0  | The messages carry 3 files (3.0 MB). 2 of them (2.0 MB) are uploaded first. The others were uploaded before.
					""")
	void filesAreToldWithWhatHasToBeUploaded(long files, long uploads, double rate, String sentence) {
		long megabyte = 1_024 * 1_024;
		assertThat(NotesText.of(new Notes.Files(files, files * megabyte, uploads, uploads * megabyte, rate)))
			.isEqualTo(sentence);
	}

}
