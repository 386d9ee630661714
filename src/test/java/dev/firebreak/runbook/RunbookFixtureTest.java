package dev.firebreak.runbook;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A test of the step framework on a fresh {@link RunbookFixture}: a real ledger, and a lamp played by {@link
 * LampTestStep}.
 */
public abstract class RunbookFixtureTest {

    @TempDir
    public Path folder;

    public RunbookFixture fixture;

    @BeforeEach
    void open() {
        fixture = new RunbookFixture(folder);
        fixture.there("id", "lamp-1");
    }

    @AfterEach
    void close() {
        fixture.close();
    }
}
