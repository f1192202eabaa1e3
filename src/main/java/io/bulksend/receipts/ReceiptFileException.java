package io.bulksend.receipts;

/**
 * A file of delivery receipts cannot be read. Its message is one line for operators,
 * without the file's name.
 */
public class ReceiptFileException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ReceiptFileException(String message) {
		super(message);
	}

	ReceiptFileException(String message, Throwable cause) {
		super(message, cause);
	}

}
