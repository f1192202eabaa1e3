package io.bulksend.bench;

/**
 * What a process has used, as /proc/PID/stat tells: in the kernel's ticks.
 *
 * @param own itself
 * @param children those of its children that have ended, with the children they waited
 * for
 */
record ProcessTimes(long own, long children) {

	static final ProcessTimes NONE = new ProcessTimes(0, 0);

	/**
	 * Where user and system time stand, counted after the name; the children's follow.
	 */
	private static final int USER = 11;

	static ProcessTimes of(String stat) {
		// The name may contain spaces, but the last bracket is its end.
		String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
		return new ProcessTimes(Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1]),
				Long.parseLong(fields[USER + 2]) + Long.parseLong(fields[USER + 3]));
	}

	long all() {
		return this.own + this.children;
	}

}
