package dev.firebreak.runbook.step.docker.image;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** The images of a Docker Engine, played. */
@TestComponent
@Primary
public class FakeImages implements Images {

    public final List<UnusedImage> all = new ArrayList<>();
    public final List<String> used = new ArrayList<>();

    public void add(char id, long size) {
        all.add(new UnusedImage(
                "sha256:" + String.valueOf(id).repeat(64), size, Instant.parse("2026-11-01T00:00:00Z")));
    }

    @Override
    public List<UnusedImage> dangling() {
        return all.stream().filter(image -> !used.contains(image.id())).toList();
    }

    @Override
    public boolean remove(String id) {
        return !used.contains(id) && all.removeIf(image -> image.id().equals(id));
    }

    @Override
    public long pruneBuildCache(Duration unusedFor) {
        return 0;
    }
}
