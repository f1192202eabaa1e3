package io.bulksend.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What Linux tells of processes. Elsewhere nothing is known: not a number, or zero.
 */
final class Proc {

	/**
	 * The kernel's unit in what it tells programs, on every architecture Java runs on.
	 */
	private static final double TICKS_PER_SECOND = 100;

	private static final Path PROC = Path.of("/proc");

	private Proc() {
	}

	static boolean isThere() {
		return Files.isReadable(PROC.resolve("self/stat"));
	}

	/**
	 * The CPU time of all children of this process that have ended, with the children
	 * that they waited for.
	 * @return seconds
	 */
	static double secondsOfEndedChildren() {
		if (!isThere()) {
			return Double.NaN;
		}
		try {
			return ProcessTimes.of(Files.readString(PROC.resolve("self/stat"))).children() / TICKS_PER_SECOND;
		}
		catch (IOException ex) {
			return Double.NaN;
		}
	}

	/**
	 * The processor time that all processes together have used since the system began.
	 * @return seconds
	 */
	static double busySeconds() {
		if (!isThere()) {
			return Double.NaN;
		}
		try {
			// user, nice, system, idle, waiting for the disk, and so on
			String[] fields = Files.readAllLines(PROC.resolve("stat")).get(0).split(" +");
			return (Long.parseLong(fields[1]) + Long.parseLong(fields[2]) + Long.parseLong(fields[3]))
					/ TICKS_PER_SECOND;
		}
		catch (IOException ex) {
			return Double.NaN;
		}
	}

	/**
	 * The most memory that a process has had resident so far.
	 * @return bytes; 0 where it has ended
	 */
	static long peakMemory(long pid) {
		return value("/proc/" + pid + "/status", "VmHWM:") * 1024;
	}

	/**
	 * The machine's memory.
	 * @return bytes
	 */
	static long machineMemory() {
		return value("/proc/meminfo", "MemTotal:") * 1024;
	}

	private static long value(String file, String name) {
		try {
			for (String line : Files.readAllLines(Path.of(file))) {
				if (line.startsWith(name)) {
					return Long
						.parseLong(line.substring(name.length()).toLowerCase(Locale.ROOT).replace("kb", "").strip());
				}
			}
		}
		catch (IOException ex) {
			// It has ended, or this is not Linux.
		}
		return 0;
	}

}
