package dev.firebreak.runbook.step.postgres.integrity;

import dev.firebreak.catalog.Target;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** Copies of a server that is played. */
@TestComponent
@Primary
public class FakeBaseBackups implements BaseBackups {

    final Set<String> copies = new TreeSet<>();
    List<String> damage = List.of();
    long free = 10_000_000_000L;

    @Override
    public Place place(Target target, String parent) {
        return new Place("c0ffee".repeat(10) + "c0ff", free, null);
    }

    @Override
    public String make(String container, String user, String folder, Duration within) {
        copies.add(folder);
        return "";
    }

    @Override
    public Pages pages(String container, String user, Duration within) {
        return new Pages(damage, "");
    }

    @Override
    public Check check(String container, String folder) {
        return copies.contains(folder) ? new Check(Found.WHOLE, "ab".repeat(32)) : new Check(Found.NOTHING, null);
    }
}
