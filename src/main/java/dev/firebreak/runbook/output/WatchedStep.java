package dev.firebreak.runbook.output;

import static dev.firebreak.runbook.output.OutputLine.LONGEST;

import dev.firebreak.runbook.StepOutput;
import dev.firebreak.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt of a step while it runs. The step's threads add lines to a small buffer; {@link #beat} writes them to the
 * database in the background, so that neither the step nor its lease waits for a database. A step that ends before the
 * first beat leaves no row (ADR 40).
 */
public final class WatchedStep implements StepOutput, AutoCloseable {

    /** How often {@link #beat} is called; also how long a cancel takes to reach the step. */
    public static final Duration BEAT = Duration.ofMillis(500);

    /** Lines that may wait for the next beat; of more, the oldest are left out. */
    static final int MAX_WAITING = 100;

    private static final Logger LOG = LoggerFactory.getLogger(WatchedStep.class);

    private final StepOutputs outputs;
    private final Deque<String> waiting = new ArrayDeque<>();
    private final AtomicBoolean isFlushing = new AtomicBoolean();
    private final Object flush = new Object();
    private RunningStep step;
    private boolean isKept;
    private boolean hasBegun;
    private long leftOut;
    private long done;
    private long total;
    private String unit = "";
    private volatile StepCancelled cancelled;

    WatchedStep(StepOutputs outputs, RunningStep step) {
        this.outputs = outputs;
        this.step = step;
    }

    @Override
    public synchronized void line(String text) {
        if (waiting.size() == MAX_WAITING) {
            waiting.removeFirst();
            leftOut++;
        }
        waiting.addLast(text);
    }

    @Override
    public synchronized void progress(long done, long total, String unit) {
        this.done = done;
        this.total = total;
        this.unit = unit;
    }

    /**
     * Begins to write what is new; never waits for it.
     *
     * @throws StepCancelled if a person has cancelled the step
     */
    public void beat() {
        if (cancelled != null) {
            throw cancelled;
        }
        if (isFlushing.compareAndSet(false, true)) {
            hasBegun = true;
            outputs.execute(() -> {
                try {
                    write(false);
                } finally {
                    isFlushing.set(false);
                }
            });
        }
    }

    /** The step has ended. Writes the rest in the background, if there is a row. */
    @Override
    public void close() {
        if (hasBegun) {
            outputs.execute(() -> write(true));
        }
    }

    /** Output is no record: if it can't be written, the step goes on. */
    private void write(boolean isLast) {
        synchronized (flush) {
            if (step.endedAt() != null) {
                return;
            }
            try {
                var now = outputs.now();
                var drained = drained();
                try {
                    var fresh = fresh(drained, now);
                    var next = next(now, isLast ? now : null, fresh);
                    cancelled = outputs.write(next, !isKept, fresh).orElse(null);
                    step = next;
                    isKept = true;
                } catch (RuntimeException e) {
                    putBack(drained);
                    throw e;
                }
            } catch (RuntimeException e) {
                LOG.warn("The output of {} can't be kept now: {}", step.label(), e.toString());
            }
        }
    }

    /** Lines on their way to the database, and how many were left out before them. */
    private record Drained(long leftOut, List<String> lines) {}

    private synchronized Drained drained() {
        var drained = new Drained(leftOut, List.copyOf(waiting));
        waiting.clear();
        leftOut = 0;
        return drained;
    }

    /** The latest lines stay, as in {@link #line}. */
    private synchronized void putBack(Drained drained) {
        leftOut += drained.leftOut();
        for (var n = drained.lines().size() - 1; n >= 0; n--) {
            if (waiting.size() < MAX_WAITING) {
                waiting.addFirst(drained.lines().get(n));
            } else {
                leftOut++;
            }
        }
    }

    private List<OutputLine> fresh(Drained drained, Instant now) {
        var texts = new ArrayList<>(drained.lines());
        if (drained.leftOut() > 0) {
            texts.add(0, "(%,d lines left out)".formatted(drained.leftOut()));
        }
        var fresh = new ArrayList<OutputLine>();
        for (var text : texts) {
            var shown = Text.shown(outputs.masked(text), LONGEST);
            fresh.add(new OutputLine(step.lines() + fresh.size() + 1, now, shown));
        }
        return fresh;
    }

    private synchronized RunningStep next(Instant now, Instant endedAt, List<OutputLine> fresh) {
        return new RunningStep(
                step.id(),
                step.incident(),
                step.topic(),
                step.title(),
                step.target(),
                step.reading(),
                step.startedAt(),
                now,
                endedAt,
                done,
                total,
                unit,
                step.lines() + fresh.size(),
                null,
                null);
    }
}
