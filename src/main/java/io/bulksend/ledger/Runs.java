package io.bulksend.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The runs of campaigns, as Spring Batch's job repository has them: each is an execution
 * of the job, with how it was started as parameters. Reads alone; the repository itself
 * would have to look at every campaign's to find one's.
 */
public final class Runs {

	/** The parameter that names the campaign. */
	public static final String CAMPAIGN = "campaign";

	/** The parameters of {@link RunCommand}, which do not identify a job. */
	public static final String WORDS = "command";

	public static final String FOLDER = "folder";

	public static final String CONFIGURED = "configured";

	public static final String RETRY = "retry";

	/** The machine's time zone, in which the repository has the run's times. */
	public static final String ZONE = "zone";

	private static final String SELECT = """
			select e.job_execution_id, e.create_time, e.end_time, e.status, e.exit_code, e.exit_message,
			p.parameter_name, p.parameter_value
			from batch_job_execution e
			join batch_job_execution_params c on c.job_execution_id = e.job_execution_id
			and c.parameter_name = 'campaign' and c.parameter_value = ?
			join batch_job_execution_params p on p.job_execution_id = e.job_execution_id
			order by e.job_execution_id""";

	/** So earlier versions called it, and runs that are on are called. */
	private static final Map<String, String> ENDS = Map.of("COMPLETED", RunRecord.DONE, "STOPPED", "STOPPED", "FAILED",
			RunRecord.FAILED);

	private final JdbcClient jdbc;

	/**
	 * The runs of a ledger.
	 * @param dataSource the ledger's database
	 */
	public Runs(DataSource dataSource) {
		this.jdbc = JdbcClient.create(dataSource);
	}

	/**
	 * All runs of a campaign that had something to do.
	 * @param campaign its name, as the ledger has it
	 * @param held whether a run holds the campaign now
	 * @return the runs, the earliest first
	 */
	public List<RunRecord> of(String campaign, boolean held) {
		Map<Long, Found> found = new TreeMap<>();
		this.jdbc.sql(SELECT).param(campaign).query((ResultSet row) -> {
			long id = row.getLong(1);
			Found run = found.get(id);
			if (run == null) {
				run = new Found(row);
				found.put(id, run);
			}
			run.parameters.put(row.getString(7), row.getString(8));
		});
		List<RunRecord> runs = new ArrayList<>();
		for (Found run : found.values()) {
			boolean latest = runs.size() == found.size() - 1;
			runs.add(run.record(held && latest));
		}
		return runs;
	}

	/** What the repository has of one of them. */
	private static final class Found {

		private final LocalDateTime begun;

		private final @Nullable LocalDateTime ended;

		private final String end;

		private final String message;

		private final Map<String, String> parameters = new TreeMap<>();

		Found(ResultSet row) throws SQLException {
			this.begun = row.getObject(2, LocalDateTime.class);
			this.ended = row.getObject(3, LocalDateTime.class);
			boolean unknown = row.getString(5) == null;
			this.end = unknown ? "" : ENDS.getOrDefault(row.getString(5), row.getString(5));
			String told = row.getString(6);
			// What failed in an earlier version left its whole trace.
			this.message = (told != null) ? told.lines().findFirst().orElse("") : "";
		}

		RunRecord record(boolean running) {
			String how = running ? RunRecord.RUNNING : (this.ended == null) ? RunRecord.DIED : this.end;
			String configured = parameter(CONFIGURED);
			OffsetDateTime end = (running || this.ended == null) ? null : time(this.ended);
			return new RunRecord(time(this.begun), end, how, running ? "" : this.message,
					new RunCommand(words(), parameter(FOLDER),
							configured.isEmpty() ? Set.of() : Set.of(configured.split(",")), parameter(RETRY)));
		}

		/** A long command has several parameters. */
		private String words() {
			StringBuilder words = new StringBuilder(parameter(WORDS));
			for (int part = 2; this.parameters.containsKey(WORDS + part); part++) {
				words.append(parameter(WORDS + part));
			}
			return words.toString();
		}

		private String parameter(String name) {
			String value = this.parameters.get(name);
			return (value != null) ? value : "";
		}

		/**
		 * The repository's times are those of the machine as the run began, and say so
		 * nowhere. The zone of runs of earlier versions is taken for today's.
		 */
		private OffsetDateTime time(LocalDateTime time) {
			ZoneId here = ZoneId.systemDefault();
			String zone = parameter(ZONE);
			return time.atZone(zone.isEmpty() ? here : ZoneId.of(zone)).withZoneSameInstant(here).toOffsetDateTime();
		}

	}

}
