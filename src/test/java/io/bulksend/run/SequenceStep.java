package io.bulksend.run;

/**
 * Something that a person does, or that happens to them. The two numbers choose among
 * what there is to do it to, whatever that is by then.
 *
 * @param action what is done
 * @param which what it is done to
 * @param how how it is done
 * @param end how the run ends, where there is one
 */
record SequenceStep(Action action, int which, int how, End end) {

	/** What is done. */
	enum Action {

		/** The campaign's file is sent, or goes on. */
		SEND,

		/** The same from a copy of the file in another folder. */
		SEND_FROM_ANOTHER_FOLDER,

		/** The same with a new ledger, the results of the old one beside the file. */
		SEND_WITH_ANOTHER_LEDGER,

		/** Bytes that were sent come under another name. */
		SEND_COPY,

		/** The same, asked for by name. */
		SEND_COPY_AGAIN,

		/** Results or rows to retry come as a campaign, with columns gone. */
		SEND_RESULTS,

		/** The same in place of the campaign's file. */
		AMEND_WITH_RESULTS,

		/** The campaign's file is amended as it is now. */
		AMEND, AMEND_SKIPPING_CHANGES, AMEND_SENDING_CHANGES,

		/** Rows that were invalid or refused come corrected. */
		CORRECT,

		/** The same, with a word for those that change what somebody got. */
		CORRECT_SKIPPING_CHANGES, CORRECT_SENDING_CHANGES,

		/** Decided rows are tried once more. */
		RETRY_REJECTED, RETRY_IN_DOUBT,

		/** The campaign's file is edited. */
		EDIT_CAPTION, EDIT_HEADER, EDIT_LINE_BREAKS, EDIT_NUMBER, EDIT_SOURCE, MOVE_ROW, ADD_ROW, REMOVE_ROW,

		/** The ledger's file is lost, or comes back. */
		LOSE_LEDGER, BACK_UP, RESTORE, PUT_BACK;

	}

	/** How a run ends. */
	enum End {

		/** By itself. */
		WHOLE,

		/** By a limit. */
		LIMIT,

		/** By a signal that comes with a call. */
		STOPPED,

		/** Its process is killed while a call is under way. */
		KILLED,

		/** Its process is killed before it changes the ledger. */
		KILLED_AT_A_CHANGE,

		/** By itself, but one call got no answer of the API's own. */
		ANSWER_LOST

	}

}
