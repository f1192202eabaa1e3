package io.bulksend.input;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.batch.infrastructure.item.ExecutionContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RowReaderTest {

	@TempDir
	Path folder;

	private final ExecutionContext context = new ExecutionContext();

	@Test
	void startsWithTheFirstRow() {
		RowReader reader = reader();
		reader.open(this.context);
		assertThat(reader.read()).extracting(Row::number).isEqualTo(1L);
		reader.close();
	}

	@Test
	void goesOnAfterWhatIsSettled() {
		this.context.putLong(RowReader.POSITION, 2);
		RowReader reader = reader();
		reader.open(this.context);
		assertThat(reader.read()).satisfies((row) -> {
			assertThat(row.number()).isEqualTo(3);
			assertThat(row.line()).isEqualTo(6);
		});
		assertThat(reader.read()).isNull();
		reader.close();
	}

	@Test
	void leavesThePositionToTheWriter() {
		RowReader reader = reader();
		reader.open(this.context);
		reader.read();
		reader.update(this.context);
		assertThat(this.context.isEmpty()).isTrue();
		reader.close();
	}

	@Test
	void startsAnewWhenItIsOpenedAnew() {
		RowReader reader = reader();
		reader.open(this.context);
		reader.read();
		reader.open(this.context);
		assertThat(reader.read()).extracting(Row::number).isEqualTo(1L);
		reader.close();
	}

	@Test
	void refusesToReadUnlessItIsOpen() {
		RowReader reader = reader();
		assertThatIllegalStateException().isThrownBy(reader::read);
		reader.open(this.context);
		reader.close();
		assertThatIllegalStateException().isThrownBy(reader::read);
	}

	private RowReader reader() {
		return new RowReader(Csv.open(this.folder, "recipient_whatsapp\n1\n\"2\n\"\n\n3\n"));
	}

}
