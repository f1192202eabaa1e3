package io.bulksend.bench;

import java.lang.management.ManagementFactory;

/**
 * The machine, in a line that names nobody.
 */
final class Machine {

	private static final double GIGA = 1_000_000_000;

	private Machine() {
	}

	static String line() {
		long memory = Proc.machineMemory();
		double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
		return Runtime.getRuntime().availableProcessors() + " cores, "
				+ ((memory > 0) ? Figures.number(memory / GIGA, 1) + " GB of memory, " : "") + "JDK "
				+ System.getProperty("java.vm.version") + ", " + System.getProperty("os.name") + " "
				+ System.getProperty("os.version") + " " + System.getProperty("os.arch") + ", load "
				+ ((load >= 0) ? Figures.number(load, 2) : "unknown") + " at the start";
	}

}
