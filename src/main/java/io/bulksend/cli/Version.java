package io.bulksend.cli;

import picocli.CommandLine.IVersionProvider;

/**
 * The version of this build, from the jar's manifest.
 */
final class Version implements IVersionProvider {

	@Override
	public String[] getVersion() {
		String version = Version.class.getPackage().getImplementationVersion();
		return new String[] { "bulk-send " + ((version != null) ? version : "(not packaged)"),
				"Java " + Runtime.version() };
	}

}
