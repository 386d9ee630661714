package dev.firebreak.runbook.step.disk.file;

import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import dev.firebreak.text.ByteText;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@code df} says of the file system of a path. The only measure of what a deletion regained.
 *
 * @param used bytes
 * @param available bytes that users without privileges can still write
 * @param inodesUsedPercent 0 if the file system has no fixed number of files
 */
public record DiskSpace(String mount, long used, long available, int inodesUsedPercent) {

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Pattern LINE = Pattern.compile("\\s*(\\d{1,18})\\s+(\\d{1,18})\\s+(?:(\\d{1,3})%|-)\\s+(/.*)");

    /** Asks the host. A file system that does not answer, such as a dead network mount, ends at the limit. */
    public static DiskSpace of(Host host, String target, String path) throws InterruptedException {
        var answer = host.run(ANSWER, List.of("df", "--block-size=1", "--output=used,avail,ipcent,target", "--", path));
        var line = LINE.matcher(
                answer.output().lines().reduce((first, last) -> last).orElse(""));
        if (!answer.succeeded() || !line.matches()) {
            throw new HostUnreachable(
                    target + ": df says nothing of " + path + " (" + answer.failure() + "). Look at the host.", null);
        }
        return new DiskSpace(
                line.group(4),
                Long.parseLong(line.group(1)),
                Long.parseLong(line.group(2)),
                line.group(3) == null ? 0 : Integer.parseInt(line.group(3)));
    }

    /**
     * What became free since then, as part of a sentence: "1.1 GiB regained by df, / is 45 % full, 5.0 GiB left". By df,
     * not by sizes: other programs write meanwhile, and a snapshot may keep the blocks.
     */
    public String regainedSince(DiskSpace before) {
        var freed = available - before.available;
        return (freed > 0 ? ByteText.of(freed) + " regained by df, " : "df shows no more room than before, ") + shown();
    }

    /** As {@code df} rounds it: up. */
    public int usedPercent() {
        var all = used + available;
        return all == 0 ? 0 : (int) Math.ceil(100.0 * used / all);
    }

    /** As part of a sentence: "/ is 93 % full, 1.1 GiB left". */
    public String shown() {
        return mount + " is " + usedPercent() + " % full, " + ByteText.of(available) + " left"
                + (inodesUsedPercent > 50 ? ", " + inodesUsedPercent + " % of its inodes used" : "");
    }
}
