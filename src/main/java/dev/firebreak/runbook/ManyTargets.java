package dev.firebreak.runbook;

import static dev.firebreak.database.DatabaseBulkhead.STEPS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Looks at many targets, a few at the same time, and says how far it is. */
@Component
public class ManyTargets {

    private final ParallelSettings settings;

    public ManyTargets(ParallelSettings settings) {
        this.settings = settings;
    }

    /** A look at one of them. */
    public interface Look<T, R> {
        R at(T target) throws Exception;
    }

    /**
     * Looks at each, and answers in their order. An interrupt ends what has begun, and nothing else begins; so does the
     * first look that fails.
     *
     * @param unit what is counted, such as {@code containers}
     */
    public <T, R> List<R> each(List<T> all, String unit, StepOutput output, Look<T, R> look) throws Exception {
        var threads = Executors.newFixedThreadPool(
                Math.max(1, Math.min(settings.targets(), all.size())), STEPS.daemons("many-targets"));
        try {
            return results(begin(all, unit, output, look, threads));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T, R> List<Future<R>> begin(
            List<T> all, String unit, StepOutput output, Look<T, R> look, ExecutorService threads) {
        var done = new AtomicInteger();
        output.progress(0, all.size(), unit);
        var begun = new ArrayList<Future<R>>();
        for (var target : all) {
            Callable<R> one = () -> {
                var seen = look.at(target);
                output.progress(done.incrementAndGet(), all.size(), unit);
                return seen;
            };
            begun.add(threads.submit(one));
        }
        return begun;
    }

    private static <R> List<R> results(List<Future<R>> begun) throws InterruptedException, ExecutionException {
        var seen = new ArrayList<R>();
        for (var look : begun) {
            seen.add(look.get());
        }
        return seen;
    }
}
