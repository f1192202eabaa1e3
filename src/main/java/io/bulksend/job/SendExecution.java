package io.bulksend.job;

import java.nio.file.Path;
import java.time.ZoneId;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.bulksend.campaign.MaskedNumbers;
import io.bulksend.input.InputException;
import io.bulksend.ledger.Campaigns;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.RunCommand;
import io.bulksend.ledger.RunRecord;
import io.bulksend.ledger.Runs;
import io.bulksend.ledger.database.LedgerException;
import io.bulksend.send.StopSwitch;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Runs the job for a file whose campaign is locked, whatever state earlier executions
 * were left in.
 */
public final class SendExecution {

	private static final Set<BatchStatus> RESTARTABLE = EnumSet.of(BatchStatus.FAILED, BatchStatus.STOPPED);

	/** What the job repository has room for in one parameter. */
	private static final int LONGEST_PARAMETER = 2_500;

	private final Job sendJob;

	private final JobOperator jobOperator;

	private final JobRepository jobRepository;

	private final Campaigns campaigns;

	private final CurrentFile current;

	private final RunCommand command;

	/** The latest, which has ended when its run has. */
	private @Nullable JobExecution execution;

	/**
	 * A launcher of the job.
	 * @param sendJob the job
	 * @param jobOperator starts it
	 * @param jobRepository knows its earlier executions
	 * @param campaigns the ledger's
	 * @param current hands the file to the job's steps
	 * @param command how the run was started
	 */
	public SendExecution(Job sendJob, JobOperator jobOperator, JobRepository jobRepository, Campaigns campaigns,
			CurrentFile current, RunCommand command) {
		this.sendJob = sendJob;
		this.jobOperator = jobOperator;
		this.jobRepository = jobRepository;
		this.campaigns = campaigns;
		this.current = current;
		this.command = command;
	}

	/**
	 * Runs the job until the file's rows are decided, or somebody asked to stop.
	 * @param record the file, as the ledger knows it
	 * @param file the file
	 * @param stop tells whether somebody asked to stop
	 * @throws InputException if the file cannot be used
	 * @throws RunFailedException if something failed on the way
	 */
	public void run(FileRecord record, Path file, StopSwitch stop) {
		recover(record.campaign());
		this.current.set(canGoOn(parameters(record, file)) ? record : this.campaigns.nextPass(record));
		JobExecution execution;
		try {
			execution = this.jobOperator.start(this.sendJob, parameters(this.current.get(), file));
		}
		catch (JobExecutionException ex) {
			throw new RunFailedException("The run could not start: " + ex.getMessage(), ex);
		}
		this.execution = execution;
		boolean stopped = stop.requested().isPresent() && execution.getStatus() == BatchStatus.STOPPED;
		if (execution.getStatus() != BatchStatus.COMPLETED && !stopped) {
			throw failure(execution);
		}
	}

	/** The job instance is the campaign, its file and the pass through it. */
	private JobParameters parameters(FileRecord record, Path file) {
		JobParametersBuilder parameters = new JobParametersBuilder()
			.addString(SendJobConfiguration.CAMPAIGN, record.campaign())
			.addString(SendJobConfiguration.SHA256, record.sha256())
			.addLong(SendJobConfiguration.PASS, (long) record.pass())
			.addString(SendJobConfiguration.FILE, file.toAbsolutePath().toString(), false);
		add(parameters, Runs.ZONE, ZoneId.systemDefault().getId());
		add(parameters, Runs.FOLDER, this.command.folder());
		add(parameters, Runs.CONFIGURED, String.join(",", this.command.configured()));
		add(parameters, Runs.RETRY, this.command.retry());
		String words = this.command.words();
		for (int part = 1; !words.isEmpty(); part++) {
			String piece = words.substring(0, Math.min(LONGEST_PARAMETER, words.length()));
			add(parameters, Runs.WORDS + ((part > 1) ? part : ""), piece);
			words = words.substring(piece.length());
		}
		return parameters.toJobParameters();
	}

	private static void add(JobParametersBuilder parameters, String name, String value) {
		if (!value.isEmpty() && value.length() <= LONGEST_PARAMETER) {
			parameters.addString(name, value, false);
		}
	}

	/**
	 * Leaves in the job repository how the run ended, which Spring Batch alone does not
	 * know: the results belong to it too.
	 * @param end why it stopped, or one of {@link RunRecord}'s words
	 * @param message why, in a few sentences; may be empty
	 */
	public void end(String end, String message) {
		JobExecution execution = this.execution;
		if (execution == null) {
			return;
		}
		try {
			execution.setExitStatus(new ExitStatus(end, cut(MaskedNumbers.in(message))));
			execution.setEndTime(LocalDateTime.now());
			this.jobRepository.update(execution);
		}
		catch (RuntimeException ex) {
			// The database is away: the next run finds this one's end open.
			return;
		}
	}

	private static String cut(String text) {
		return text.substring(0, Math.min(LONGEST_PARAMETER, text.length()));
	}

	/**
	 * An execution of a process that died still looks as if it ran. The lock says it
	 * can't.
	 */
	private void recover(String campaign) {
		for (JobExecution execution : this.jobRepository.findRunningJobExecutions(SendJobConfiguration.JOB)) {
			if (campaign.equals(execution.getJobParameters().getString(SendJobConfiguration.CAMPAIGN))) {
				JobExecution dead = this.jobOperator.recover(execution);
				dead.setExitStatus(new ExitStatus(RunRecord.DIED, "Its process ended without a word."));
				this.jobRepository.update(dead);
			}
		}
	}

	/**
	 * The ledger says that rows are left, and the ledger decides. But Spring Batch starts
	 * an instance again only if each of its executions failed or was stopped in good
	 * order, which one that lost its database, or died between two commits, was not. Its
	 * rows are gone through in another pass, which is another instance.
	 */
	private boolean canGoOn(JobParameters parameters) {
		JobInstance instance = this.jobRepository.getJobInstance(SendJobConfiguration.JOB, parameters);
		if (instance == null) {
			return true;
		}
		List<JobExecution> executions = this.jobRepository.getJobExecutions(instance);
		return !executions.isEmpty() && executions.stream().allMatch(SendExecution::endedInOrder);
	}

	private static boolean endedInOrder(JobExecution execution) {
		return RESTARTABLE.contains(execution.getStatus()) && execution.getStepExecutions()
			.stream()
			.map(StepExecution::getStatus)
			.allMatch((status) -> status == BatchStatus.COMPLETED || RESTARTABLE.contains(status));
	}

	private RuntimeException failure(JobExecution execution) {
		Throwable failure = execution.getAllFailureExceptions().stream().findFirst().orElse(null);
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof InputException input) {
				return this.current.get().planned() ? new RunFailedException(input.getMessage()
						+ ". Messages went out already: put the file back as it was and run the same command to go on.",
						input) : input;
			}
			if (cause instanceof RunFailedException failed) {
				return failed;
			}
			if (cause instanceof LedgerException ledger) {
				return new RunFailedException(ledger.getMessage() + " Run the same command again to go on.", ledger);
			}
			if (cause instanceof SQLException database) {
				return new RunFailedException(
						new LedgerException(database).getMessage() + " Run the same command again to go on.", failure);
			}
		}
		return new RunFailedException(
				"The run failed: " + ((failure != null) ? failure.getMessage() : "no reason known")
						+ ". Run the same command again to go on.",
				failure);
	}

	/**
	 * The file of the run.
	 * @return the file as it is now
	 */
	public FileRecord file() {
		return this.current.get();
	}

}
