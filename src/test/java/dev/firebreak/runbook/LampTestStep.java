package dev.firebreak.runbook;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.test.context.TestComponent;

/**
 * A step of a test technology: its target is a folder. The target is there while the file "id" is; each effect is one
 * line in "effects"; other files make it sick, slow, blind, drip, or let the machine stop dead.
 */
@TestComponent // kept out of booted tests
@RunbookStep(topic = "test.flip", title = "Flip", description = "Writes a line.", effect = Effect.DISRUPTIVE)
public class LampTestStep implements RunbookDelegate<LampTestStep.Order> {

    /** How long each part may take. */
    volatile Duration limit = Duration.ofSeconds(5);

    public record Order(
            @NotNull @Pattern(regexp = "[a-z]+", message = "has to be a word in small letters")
            String word,

            @DefaultValue("1s") Duration pause) {}

    @Override
    public Plan plan(Order order, Target target) throws IOException, InterruptedException {
        if (Files.exists(at(target, "plan-hangs"))) {
            Thread.sleep(60_000);
        }
        if (!Files.exists(at(target, "id"))) {
            return Plan.impossible("The target is gone.");
        }
        if (Files.exists(at(target, "as-wanted"))) {
            return Plan.to("It is written already.");
        }
        return Plan.to("Write **" + order.word() + "**")
                .on(List.of(Files.readString(at(target, "id"))))
                .before("lines", lines(target))
                .parameter("word", order.word());
    }

    @Override
    public Finding execute(Plan plan, Target target) throws Exception {
        dieIf(target, "die-before");
        if (Files.exists(at(target, "slow"))) {
            Thread.sleep(60_000);
        }
        if (Files.exists(at(target, "drips"))) {
            drip(target);
        }
        if (Files.exists(at(target, "broken"))) {
            throw new IllegalStateException("The world at " + target.name() + " can't be reached.");
        }
        Files.writeString(
                at(target, "effects"),
                plan.parameters().get("word") + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        dieIf(target, "die-after");
        return Finding.of("wrote " + plan.parameters().get("word")).with(ProcessVariable.flag("written"), true);
    }

    /** An effect of many parts, each of which can be the last. */
    private static void drip(Target target) throws IOException, InterruptedException {
        var drips = Integer.parseInt(Files.readString(at(target, "drips")));
        for (var drip = 0; drip < drips; drip++) {
            Thread.sleep(50);
            Files.writeString(at(target, "effects"), "drip\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    @Override
    public Proof probe(Intent intent, Target target) throws Exception {
        if (Files.exists(at(target, "probe-hangs"))) {
            Files.writeString(at(target, "probe-hangs"), "begun");
            Thread.sleep(60_000);
        }
        if (Files.exists(at(target, "blind"))) {
            return Proof.cannotTell("nothing can be seen");
        }
        var more = lines(target) - Long.parseLong(intent.stateBefore().get("lines"));
        return more > 0 ? Proof.done("the line is there") : Proof.notDone("there is no new line");
    }

    @Override
    public Proof verify(Plan plan, Target target) {
        return Files.exists(at(target, "sick")) ? Proof.notDone("still sick") : Proof.done("all is well");
    }

    @Override
    public Optional<Plan> planUndo(CompletedStep done, Target target) throws IOException {
        return Optional.of(Plan.to("Write **undone**")
                .on(done.plan().resources())
                .before("lines", lines(target))
                .parameter("word", "un" + done.plan().parameters().get("word")));
    }

    @Override
    public Duration timeLimit() {
        return limit;
    }

    private static void dieIf(Target target, String point) {
        if (Files.exists(at(target, point))) {
            Runtime.getRuntime().halt(137);
        }
    }

    private static long lines(Target target) throws IOException {
        return Files.exists(at(target, "effects"))
                ? Files.readAllLines(at(target, "effects")).size()
                : 0;
    }

    private static Path at(Target target, String file) {
        return Path.of(target.setting("folder")).resolve(file);
    }
}
