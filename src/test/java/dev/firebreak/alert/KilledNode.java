package dev.firebreak.alert;

import dev.firebreak.ShortLivedJava;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A node that dies like after kill -9 (no shutdown hook, no rollback) at a chosen moment. Started in a JVM of its own;
 * says {@code READY} when it is up, and {@code ACK fingerprint} for everything that was answered. While it reads, others
 * kill it: it says its {@code PORT}.
 */
final class KilledNode {

    private KilledNode() {}

    /** Arguments: url, user, password, moment, name of the group. */
    public static void main(String[] arguments) {
        var ingest = new AlertIngestFixture(
                new TestDatabase(arguments[0], arguments[1], arguments[2]), AlertIngestFixture.SETTINGS);
        System.out.println("READY");
        var moment = arguments[3];
        if (moment.equals("while reading")) {
            System.out.println("PORT " + new AlertHttpFixture(ingest).port());
            LockSupport.park();
        }
        if (moment.equals("any")) {
            writeForEver(ingest, arguments[4]);
        }
        ingest.faultyDataSource.set(trap(moment));
        ingest.post(PayloadFixture.group(arguments[4]).firing(arguments[4]));
        System.out.println("ACK " + arguments[4]);
        Runtime.getRuntime().halt(0);
    }

    private static void writeForEver(AlertIngestFixture ingest, String name) {
        for (var n = 0; ; n++) {
            var fingerprint = name + "-" + n;
            ingest.post(PayloadFixture.group(fingerprint).firing(fingerprint));
            System.out.println("ACK " + fingerprint);
        }
    }

    private static FaultyDataSource.Trap trap(String moment) {
        return new MomentTrap() {
            @Override
            public void beforeStatement(String sql) {
                super.beforeStatement(sql);
                die(sql.contains(moment));
            }

            @Override
            void comes(String now) {
                die(now.equals(moment));
            }
        };
    }

    /** Names the moments as they come: "statement 1", "before commit 1", "after commit 1", "statement 2". */
    abstract static class MomentTrap implements FaultyDataSource.Trap {

        private final AtomicInteger statements = new AtomicInteger();
        private final AtomicInteger commits = new AtomicInteger();

        abstract void comes(String moment);

        @Override
        public void beforeStatement(String sql) {
            comes("statement " + statements.incrementAndGet());
        }

        @Override
        public void beforeCommit(Connection connection) {
            comes("before commit " + (commits.get() + 1));
        }

        @Override
        public void afterCommit() {
            comes("after commit " + commits.incrementAndGet());
        }
    }

    private static void die(boolean now) {
        if (now) {
            System.out.flush();
            Runtime.getRuntime().halt(137);
        }
    }

    static Process start(TestDatabase database, String moment, String name) throws IOException {
        return new ProcessBuilder(ShortLivedJava.running(
                        KilledNode.class, database.url(), database.user(), database.password(), moment, name))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    static BufferedReader output(Process node) {
        return new BufferedReader(
                new InputStreamReader(node.getInputStream(), java.nio.charset.StandardCharsets.UTF_8));
    }
}
