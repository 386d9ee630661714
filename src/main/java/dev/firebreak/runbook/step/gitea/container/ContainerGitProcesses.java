package dev.firebreak.runbook.step.gitea.container;

import dev.firebreak.runbook.step.docker.engine.DockerExec;
import dev.firebreak.runbook.step.gitea.GitProcess;
import dev.firebreak.runbook.step.gitea.GitProcesses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Sees and ends git processes by the container's own {@code ps}, {@code cat} and {@code kill}, of procps or BusyBox. Of
 * the arguments, only git's command is kept.
 */
@Component
public class ContainerGitProcesses implements GitProcesses {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final List<String> LIST = List.of("ps", "-e", "-o", "pid,ppid,etime,comm,args");
    private static final Pattern LINE =
            Pattern.compile("(?m)^\\s*(\\d{1,10})\\s+(\\d{1,10})\\s+(\\S+)\\s+git\\s+(\\S.*)$");
    private static final Pattern COMMAND = Pattern.compile("[a-z][a-z-]{1,29}");

    /** {@code 02:15}, {@code 01:02:15} and {@code 3-01:02:15} of procps; {@code 1h02} and {@code 3d01} of BusyBox. */
    private static final Pattern CLOCK =
            Pattern.compile("(?:(\\d{1,6})-)?(?:(\\d{1,2}):)?(\\d{1,6}):(\\d{2})|(\\d{1,4})([hd])(\\d{2})");

    /** Field 22 of {@code /proc/PID/stat}, after a name in brackets that may hold anything. */
    private static final Pattern STARTED =
            Pattern.compile("(?m)^(\\d{1,10}) \\(.*\\) [A-Za-z] (?:-?\\d+ ){18}(\\d{1,19}) ");

    private final DockerExec exec;

    public ContainerGitProcesses(DockerExec exec) {
        this.exec = exec;
    }

    @Override
    public Look look(String container) throws InterruptedException {
        for (var program : List.of("ps", "cat", "kill")) {
            if (!exec.has(container, program)) {
                return Look.failed("The image has no " + program + ", so its git processes can't be seen or ended.");
            }
        }
        if (!exec.canEnd(container)) {
            return Look.failed("The image has no timeout, so a hanging command could not be ended: nothing was run.");
        }
        var listed = exec.run(container, LIST, LIMIT);
        if (listed.stopped() != null || listed.exitCode() == null || listed.exitCode() != 0) {
            return Look.failed("ps failed in the container (exit code " + listed.exitCode() + ").");
        }
        var lines = LINE.matcher(listed.output().text()).results().toList();
        var started =
                started(container, lines.stream().map(line -> line.group(1)).toList());
        var running = new ArrayList<GitProcess>();
        for (var line : lines) {
            var pid = Long.parseLong(line.group(1));
            if (started.containsKey(pid)) {
                running.add(new GitProcess(
                        pid,
                        Long.parseLong(line.group(2)),
                        started.get(pid),
                        age(line.group(3)),
                        command(line.group(4))));
            }
        }
        return Look.of(running);
    }

    /** Processes that ended since have no entry. */
    private Map<Long, Long> started(String container, List<String> pids) throws InterruptedException {
        if (pids.isEmpty()) {
            return Map.of();
        }
        var command = new ArrayList<>(List.of("cat"));
        pids.forEach(pid -> command.add("/proc/" + pid + "/stat"));
        var started = new HashMap<Long, Long>();
        STARTED.matcher(exec.run(container, command, LIMIT).output().text())
                .results()
                .forEach(stat -> started.put(Long.parseLong(stat.group(1)), Long.parseLong(stat.group(2))));
        return started;
    }

    @Override
    public void end(String container, List<GitProcess> processes) throws InterruptedException {
        var started = started(
                container,
                processes.stream().map(it -> String.valueOf(it.pid())).toList());
        var command = new ArrayList<>(List.of("kill", "-TERM"));
        processes.stream()
                .filter(it -> started.getOrDefault(it.pid(), -1L) == it.started())
                .forEach(it -> command.add(String.valueOf(it.pid())));
        if (command.size() > 2) {
            exec.run(container, command, LIMIT);
        }
    }

    /** The first argument of git that is no option and no value of one. */
    static String command(String arguments) {
        var words = List.of(arguments.strip().split("\\s+"));
        for (var at = 1; at < words.size(); at++) {
            var word = words.get(at);
            if (word.equals("-c") || word.equals("-C")) {
                at++;
            } else if (!word.startsWith("-")) {
                return COMMAND.matcher(word).matches() ? word : "unknown";
            }
        }
        return "unknown";
    }

    /** Zero if {@code ps} says it in another form: then the process is too young to be ended. */
    static Duration age(String etime) {
        var clock = CLOCK.matcher(etime);
        if (!clock.matches()) {
            return Duration.ZERO;
        }
        if (clock.group(5) != null) {
            var more = number(clock.group(7));
            var some = number(clock.group(5));
            return clock.group(6).equals("d")
                    ? Duration.ofDays(some).plusHours(more)
                    : Duration.ofHours(some).plusMinutes(more);
        }
        return Duration.ofDays(number(clock.group(1)))
                .plusHours(number(clock.group(2)))
                .plusMinutes(number(clock.group(3)))
                .plusSeconds(number(clock.group(4)));
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
