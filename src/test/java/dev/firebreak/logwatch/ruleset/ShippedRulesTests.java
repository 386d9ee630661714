package dev.firebreak.logwatch.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.logwatch.rule.LogRule;
import dev.firebreak.logwatch.scan.LineScanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that Firebreak brings; their own samples are tried when they are read. */
@Tag("A027")
class ShippedRulesTests {

    private static final RuleSets RULES = RuleSetsFixture.shipped();

    private static List<String> hits(String line) {
        var bytes = line.getBytes(StandardCharsets.UTF_8);
        var names = new ArrayList<String>();
        new LineScanner(RULES.all())
                .scan(bytes, 0, bytes.length, match -> names.add(match.rule().name()));
        return names;
    }

    @Test
    void thereIsASetForEachKindOfLog() {
        assertThat(RULES.names())
                .containsExactly("errors", "go", "jvm", "kernel", "postgres", "security", "sshd", "web");
        assertThat(RULES.all()).extracting(LogRule::name).doesNotHaveDuplicates();
    }

    @Test
    void anAttackerWhoWritesIntoALineOfSshdNamesNoOtherAddress() {
        var line = "Nov 22 07:16:30 web sshd[1]: Failed password for invalid user x from 198.51.100.4 port 22 ssh2"
                + " from 203.0.113.7 port 52122 ssh2";
        var bytes = line.getBytes(StandardCharsets.UTF_8);
        var addresses = new ArrayList<String>();

        new LineScanner(RULES.of(List.of("sshd")))
                .scan(
                        bytes,
                        0,
                        bytes.length,
                        match -> match.rule()
                                .by()
                                .forEach(field -> addresses.add(match.fields().get(field))));

        assertThat(addresses).containsExactly("203.0.113.7");
    }

    /** Lines of healthy systems that hold words of the rules. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INFO  o.s.b.f.s.DefaultListableBeanFactory - dependency injection of 312 beans",
                "Nov 22 07:16:30 web sshd[1]: Server listening on 0.0.0.0 port 22.",
                "Nov 22 07:16:30 web sshd[1]: Connection closed by 203.0.113.7 port 52122",
                "Nov 22 07:16:30 web sshd[1]: pam_unix(sshd:session): session opened for user root(uid=0)",
                "Nov 22 07:16:30 web kernel: Command line: root=/dev/vda1 panic=-1",
                "Nov 22 07:16:30 web kernel: ACPI: 1 ACPI AML tables successfully acquired and loaded",
                "2026-11-22 07:16:30.123 UTC [1] LOG:  database system was shut down at 2026-11-22 07:16:29 UTC",
                "2026-11-22 07:16:30.123 UTC [77] FATAL:  the database system is starting up",
                "2026-11-22 07:16:30.123 UTC [77] FATAL:  terminating connection due to administrator command",
                "10.0.0.7 - - [22/Nov/2026:07:16:30 +0000] \"GET /error HTTP/1.1\" 404 157 \"-\" \"curl\"",
                "2026/11/22 07:16:30 [notice] 1#1: nginx/1.22.1",
                "OpenJDK 64-Bit Server VM warning: Sharing is only supported for boot loader classes",
                "level=info msg=\"no errors found\" errors=0",
                "{\"level\":\"info\",\"msg\":\"fatal=0 panic=0\"}",
                "git: fatal: not a git repository"
            })
    void linesOfHealthySystemsCountForNoRule(String line) {
        assertThat(hits(line)).isEmpty();
    }
}
