package io.bulksend.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Watches the machine while something is measured.
 *
 * @param processors what they had done when it began
 * @param own what the benchmark's processes had used by then, in ticks
 */
record Watch(ProcessorTimes processors, long own) {

	private static final ProcessorTimes NOTHING = new ProcessorTimes(0, 0, 0);

	static Watch begin() {
		return Proc.isThere() ? new Watch(processorTimes(), ownTicks()) : new Watch(NOTHING, 0);
	}

	Disturbance end() {
		if (!Proc.isThere()) {
			return Disturbance.UNKNOWN;
		}
		// Own time first: what is used between the two looks counts as somebody else's.
		long used = ownTicks() - this.own;
		return Disturbance.between(this.processors, processorTimes(), used);
	}

	private static ProcessorTimes processorTimes() {
		try {
			return ProcessorTimes.of(Files.readString(Path.of("/proc/stat")));
		}
		catch (IOException ex) {
			return NOTHING;
		}
	}

	/** This process, the server, and whoever is measured, whether it has ended or not. */
	private static long ownTicks() {
		ProcessHandle self = ProcessHandle.current();
		return ticks(self.pid()) + self.descendants().mapToLong((each) -> ticks(each.pid())).sum();
	}

	private static long ticks(long pid) {
		try {
			return ProcessTimes.of(Files.readString(Path.of("/proc/" + pid + "/stat"))).all();
		}
		catch (IOException ex) {
			return ProcessTimes.NONE.all();
		}
	}

}
