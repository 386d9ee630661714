package dev.firebreak.alert.pipeline;

import dev.firebreak.alert.IngestResult;
import dev.firebreak.alert.journal.AlertPayload;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContext;

/** Lets tests of other packages run what a timer or the writer runs. */
public final class PipelineFixture {

    private PipelineFixture() {}

    public static boolean sweep(ApplicationContext context) {
        return context.getBean(Sweeper.class).sweep();
    }

    public static void tidy(ApplicationContext context) {
        context.getBean(Sweeper.class).tidy();
    }

    public static Map<UUID, IngestResult> apply(ApplicationContext context, List<AlertPayload> journaled) {
        return context.getBean(BatchProcessor.class).run(journaled);
    }

    /** What the writer expects to be repeated. The queue must be empty. */
    public static void forgetFirings(ApplicationContext context) {
        context.getBean(RecentFirings.class).firing.clear();
    }
}
