package dev.firebreak.runbook.step.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is named for a person to judge, and what is not. */
@Tag("A079")
class IndicatorTests {

    @Test
    void aProgramIsNamedByWhereItLies_orByItsWholeName() {
        assertThat(Indicator.programs("""
                        /proc/1/exe /usr/lib/systemd/systemd
                        /proc/7/exe /usr/bin/rsync
                        /proc/8/exe /usr/bin/nc.openbsd
                        /proc/9/exe /dev/shm/.x
                        /proc/10/exe /usr/sbin/nginx (deleted)
                        /proc/11/exe /opt/sync/once
                        """))
                .extracting(Indicator::what)
                .containsExactly("8, /usr/bin/nc.openbsd", "9, /dev/shm/.x", "10, /usr/sbin/nginx");
    }

    @Test
    void everyKeyIsNamedByItsFingerprint_withTheFileThatLetsItIn() {
        var keys = Indicator.keys("""
                == /root/.ssh/authorized_keys
                owner root mode 600 changed 2026-11-29
                # a comment
                command="/bin/backup" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f eve
                ssh-rsa not-base64 broken
                == /home/rita/.ssh/authorized_keys
                ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
                """);

        assertThat(keys).hasSize(2);
        assertThat(keys.get(0).what()).matches("SHA256:[A-Za-z0-9+/]{43}, named \"eve\"");
        assertThat(keys.get(0).why()).contains("/root/.ssh/authorized_keys");
        assertThat(keys.get(1).why()).contains("/home/rita/.ssh/authorized_keys");
        assertThat(keys.get(1).what()).endsWith("without a name");
    }

    @Test
    void filesOfPackagesThatDifferAreNamed_configurationIsNot() {
        assertThat(Indicator.packages("""
                        ??5??????   /usr/bin/ss
                        ??5?????? c /etc/ssh/sshd_config
                        missing     /usr/share/doc/x
                        """))
                .extracting(Indicator::what)
                .containsExactly("/usr/bin/ss", "/usr/share/doc/x");
        assertThat(Indicator.changes(List.of("C /usr/bin", "C /usr/bin/ssh", "A /tmp/x", "A /lib/evil.so")))
                .extracting(Indicator::what)
                .containsExactly("/usr/bin/ssh", "/lib/evil.so");
    }

    @Test
    void establishedSessionsAreReadAsTheKernelWritesThem_ofBothFamilies() {
        var sessions = TcpSession.in("""
                  sl  local_address rem_address   st tx_queue
                   0: 00000000:0016 00000000:0000 0A 00000000:00000000
                   1: 0100007F:01BB 097100CB:115C 01 00000000:00000000
                  sl  local_address                         remote_address                        st
                   0: 00000000000000000000000000000000:0050 B80D0120000000000000000009000000:C350 01 00000000
                   1: 0000000000000000FFFF00000100007F:0050 0000000000000000FFFF0000097100CB:C350 01 00000000
                """);

        assertThat(sessions)
                .extracting(TcpSession::toString)
                .containsExactly(
                        "port 443 with 203.0.113.9:4444",
                        "port 80 with [2001:db8:0:0:0:0:0:9]:50000",
                        "port 80 with 203.0.113.9:50000");
    }

    @Test
    void foreignNamesStayText() {
        var item = new Indicator("process", "7, /tmp/<img src=x>|`id`", "x\u202e").item();

        assertThat(item).doesNotContain("<img", "\u202e").contains("&lt;img src=x&gt;\\|\\`id\\`");
    }
}
