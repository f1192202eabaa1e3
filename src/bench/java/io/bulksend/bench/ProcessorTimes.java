package io.bulksend.bench;

/**
 * What a machine's processors have done since it was started, as /proc/stat tells: in the
 * kernel's ticks.
 *
 * @param busy programs and the kernel
 * @param stolen what a hypervisor gave to others
 * @param all all there was, idle time included
 */
record ProcessorTimes(long busy, long stolen, long all) {

	private static final int IDLE = 4;

	private static final int WAITING = 5;

	private static final int STOLEN = 8;

	/**
	 * Reads the first line: user, nice, system, idle, waiting for the disk, interrupts
	 * (two), stolen. Guests' times, behind them, are in user and nice already.
	 */
	static ProcessorTimes of(String stat) {
		String[] fields = stat.lines().findFirst().orElse("").strip().split(" +");
		if (fields.length <= STOLEN || !fields[0].equals("cpu")) {
			throw new IllegalArgumentException("This is not /proc/stat: " + String.join(" ", fields));
		}
		long all = 0;
		for (int i = 1; i <= STOLEN; i++) {
			all += Long.parseLong(fields[i]);
		}
		long stolen = Long.parseLong(fields[STOLEN]);
		return new ProcessorTimes(all - Long.parseLong(fields[IDLE]) - Long.parseLong(fields[WAITING]) - stolen, stolen,
				all);
	}

}
