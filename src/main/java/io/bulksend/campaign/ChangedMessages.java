package io.bulksend.campaign;

/**
 * What is done where an amended file has, for a recipient who got a message, no longer
 * that message but another one.
 */
public enum ChangedMessages {

	/** Nothing is sent. */
	REFUSE,

	/** These rows are left alone. */
	SKIP,

	/** They go out: their recipients get both messages. */
	SEND

}
