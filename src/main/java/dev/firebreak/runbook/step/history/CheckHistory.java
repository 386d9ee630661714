package dev.firebreak.runbook.step.history;

import static dev.firebreak.runbook.Effect.READ;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.HostPath;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import dev.firebreak.runbook.step.host.command.Hosts;
import dev.firebreak.text.MarkdownTable;
import dev.firebreak.text.Text;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Reads the newest files of an audit history and says which of them are no whole JSON. Changes nothing. */
@RunbookStep(
        topic = "history.check-files",
        title = "Check audit history",
        description = "Reads the newest JSON files in settings.history of the target and lists those that are damaged."
                + " Sets historyIntact.",
        effect = READ)
class CheckHistory implements RunbookReading<CheckHistory.Order> {

    static final ProcessVariable<Boolean> HISTORY_INTACT = ProcessVariable.flag("historyIntact");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern FOUND = Pattern.compile("(\\d{1,11})\\.\\d+ (\\d{1,18}) (/.+\\.json)", Pattern.DOTALL);
    private static final Duration ANSWER = Duration.ofSeconds(15);

    /** A longer file is cut on its way here, so it can't be judged. */
    private static final long LONGEST = 1L << 20;

    private final Hosts hosts;

    CheckHistory(Hosts hosts) {
        this.hosts = hosts;
    }

    record Order(
            @ParameterDescription("How many of the newest files to read.") @Min(1) @Max(1_000) @DefaultValue("100")
            int newest) {}

    /** Without a look, the history does not count as intact. */
    @Override
    public Map<String, Object> unread() {
        return Map.of(HISTORY_INTACT.name(), false);
    }

    @Override
    public Finding read(Order order, Target target) throws InterruptedException {
        var folder = target.settings().getOrDefault("history", "");
        if (!HostPath.isBelowAFolder(folder)) {
            return Finding.failed("settings.history of " + target.name()
                            + " must be a folder such as /var/lib/gitops-auditor/audit-history")
                    .with(HISTORY_INTACT, false);
        }
        try (var host = hosts.open(target)) {
            var files = newest(host, target, folder);
            var damaged = new ArrayList<String>();
            var unread = 0;
            for (var file : files.subList(0, Math.min(order.newest(), files.size()))) {
                var length = Long.parseLong(file.group(2));
                if (length > LONGEST || file.group(3).chars().anyMatch(Character::isISOControl)) {
                    unread++;
                } else {
                    damage(host, file.group(3)).ifPresent(damaged::add);
                }
            }
            return finding(target, files.size(), order, damaged, unread);
        }
    }

    private static Finding finding(Target target, int all, Order order, List<String> damaged, int unread) {
        var seen = Math.min(all, order.newest()) - unread;
        return Finding.of(target.name() + ": " + damaged.size() + " of the " + seen
                        + " newest files of the audit history are damaged"
                        + (unread > 0 ? ", " + unread + " could not be read: too large, or an unusual name" : ""))
                .withDetails(
                        damaged.isEmpty()
                                ? null
                                : MarkdownTable.heading("File", "Damage") + MarkdownTable.fitting(damaged, 10_000))
                .with(HISTORY_INTACT, damaged.isEmpty() && unread == 0 && all > 0);
    }

    private static List<Matcher> newest(Host host, Target target, String folder) throws InterruptedException {
        var answer = host.run(
                ANSWER, List.of("find", folder, "-xdev", "-type", "f", "-name", "*.json", "-printf", "%T@ %s %p\\0"));
        if (!answer.succeeded()) {
            throw new HostUnreachable(
                    target.name() + ": " + folder + " can't be listed (" + answer.failure()
                            + "). May the user read it?",
                    null);
        }
        return Arrays.stream(answer.output().split("\0"))
                .map(FOUND::matcher)
                .filter(Matcher::matches)
                .sorted(Comparator.<Matcher>comparingLong(file -> Long.parseLong(file.group(1)))
                        .reversed())
                .toList();
    }

    private static Optional<String> damage(Host host, String path) throws InterruptedException {
        var answer = host.run(ANSWER, List.of("cat", path));
        var why = !answer.succeeded() ? "can't be read, " + answer.failure() : damage(answer.output());
        return why.isEmpty() ? Optional.empty() : Optional.of(MarkdownTable.row(Text.shown(path, 200), why));
    }

    private static String damage(String text) {
        try {
            var root = JSON.readTree(text);
            return root == null || !root.isContainerNode() ? "is empty or no object" : "";
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            return "is no JSON" + (at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr());
        }
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(3);
    }
}
