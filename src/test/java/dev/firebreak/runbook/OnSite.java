package dev.firebreak.runbook;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of the step framework on a fresh {@link Site}: a real ledger, and a lamp played by {@link Flip}. */
abstract class OnSite {

    @TempDir
    Path folder;

    Site site;

    @BeforeEach
    void open() {
        site = new Site(folder);
        site.there("id", "lamp-1");
    }

    @AfterEach
    void close() {
        site.close();
    }
}
