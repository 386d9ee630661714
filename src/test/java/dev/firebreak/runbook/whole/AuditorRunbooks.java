package dev.firebreak.runbook.whole;

import static dev.firebreak.runbook.whole.WholeRunbook.Case.BROKEN;
import static dev.firebreak.runbook.whole.WholeRunbook.Case.HEALTHY;
import static dev.firebreak.runbook.whole.WholeRunbook.Case.NOT_HELPED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The auditor's health, restart, configuration and version. */
abstract class AuditorRunbooks extends HostRunbooks {

    private static final String HEALTH = "gitops-auditor-health";
    private static final String RESTART = "gitops-auditor-restart";
    private static final String CONFIG = "gitops-auditor-config-recovery";
    private static final String ROLLBACK = "gitops-auditor-rollback";
    private static final String RESTART_UNIT = "systemd.restart-unit";
    private static final String RESTORE = "configuration.restore-backup";
    private static final String CHECK_OUT = "git.check-out-good-version";
    private static final String FILES = "cd /etc/gitops-auditor && ls -A && find config -type f -exec sha256sum {} +";
    private static final String VERSION = "cd /opt/gitops-auditor && cat .git/HEAD version && git"
            + " -c safe.directory=/opt/gitops-auditor status --porcelain";

    @Test
    @Tag("A084")
    @WholeRunbook(value = HEALTH, state = HEALTHY)
    void aHealthyAuditorIsSaidToBeHealthy() {
        stabilises(respondedTo("lab-auditor", "health-check-failed"), HEALTH, "Auditor healthy");
    }

    @Test
    @Tag("A084")
    @WholeRunbook(value = HEALTH, state = BROKEN)
    void anAuditorWhoseUnitFailedIsLeftToPeople() {
        breakUnit();

        var incident = respondedTo("lab-auditor", "health-check-failed");

        leavesToPeople(incident, HEALTH, "Auditor unhealthy");
        assertThat(world.timelineOf(incident)).anyMatch(line -> line.contains("gitops-auditor.service is failed"));
    }

    @Test
    @Tag("A084")
    @WholeRunbook(value = HEALTH, state = NOT_HELPED)
    void anAuditorThatRunsAndIsSickIsLeftToPeople() {
        host.does("touch /etc/gitops-auditor/sick");

        var incident = respondedTo("lab-auditor", "health-check-failed");

        leavesToPeople(incident, HEALTH, "Auditor unhealthy");
        assertThat(world.timelineOf(incident)).anyMatch(line -> line.contains("503"));
    }

    @Test
    @Tag("A089")
    @WholeRunbook(value = RESTART, state = HEALTHY)
    void aUnitThatRunsIsNotRestarted() {
        var started = host.does("systemctl show -P InvocationID gitops-auditor");

        stabilises(respondedTo("lab-auditor", "systemd-service-failed"), RESTART, "Units healthy");

        assertThat(host.does("systemctl show -P InvocationID gitops-auditor")).isEqualTo(started);
    }

    @Test
    @Tag("A089")
    @WholeRunbook(value = RESTART, state = BROKEN)
    void aUnitThatFailedTooOftenRunsAfterTheRestart() {
        breakUnit();
        host.does("rm /etc/gitops-auditor/broken");
        var incident = respondedTo("lab-auditor", "systemd-service-failed");

        approves(incident, RESTART_UNIT);

        stabilises(incident, RESTART, "Healthy after restart");
        looksAgainAfter(incident, RESTART);
    }

    @Test
    @Tag("A089")
    @WholeRunbook(value = RESTART, state = NOT_HELPED)
    void aUnitWhoseCauseStaysIsLeftToPeople() {
        breakUnit();
        var incident = respondedTo("lab-auditor", "systemd-service-failed");

        approves(incident, RESTART_UNIT);

        leavesToPeople(incident, RESTART, "Still failing");
        looksAgainAfter(incident, RESTART);
    }

    @Test
    @Tag("A092")
    @WholeRunbook(value = CONFIG, state = HEALTHY)
    void aConfigurationThatIsTheBackupsAlreadyStays() {
        backup("{\"name\": \"lab\"}");
        var before = host.does(FILES);

        stabilises(respondedTo("lab-auditor", "configuration-broken"), CONFIG, "Restoration not proved");

        assertThat(host.does(FILES)).isEqualTo(before);
    }

    @Test
    @Tag("A092")
    @WholeRunbook(value = CONFIG, state = BROKEN)
    void aBrokenConfigurationIsReplacedByAProvedBackup_andTheBrokenOneIsKept() {
        backup("{\"name\": \"good\"}");
        host.does("echo 'no JSON' >/etc/gitops-auditor/config/settings.json; systemctl restart gitops-auditor || true");
        var incident = respondedTo("lab-auditor", "configuration-broken");

        approves(incident, RESTORE);
        approves(incident, RESTART_UNIT);

        stabilises(incident, CONFIG, "Healthy with backup");
        looksAgainAfter(incident, CONFIG);
        assertThat(host.does("cat /etc/gitops-auditor/config/settings.json /etc/gitops-auditor/config.*/settings.json"))
                .isEqualTo("{\"name\": \"good\"}\nno JSON");
    }

    @Test
    @Tag("A092")
    @Tag("F20")
    @WholeRunbook(value = CONFIG, state = NOT_HELPED)
    void whereTheBackupDoesNotHelp_theFormerConfigurationIsBackToTheByte() {
        backup("{\"name\": \"good\"}");
        host.does("touch /etc/gitops-auditor/sick");
        var before = host.does(FILES);
        var incident = respondedTo("lab-auditor", "configuration-broken");
        approves(incident, RESTORE);
        approves(incident, RESTART_UNIT);
        assertThat(host.does(FILES)).isNotEqualTo(before);

        approves(incident, RESTORE);
        approves(incident, RESTART_UNIT);

        leavesToPeople(incident, CONFIG, "Former configuration back");
        assertThat(host.does(FILES)).isEqualTo(before);
    }

    @Test
    @Tag("A091")
    @WholeRunbook(value = ROLLBACK, state = HEALTHY)
    void aVersionThatIsRecordedAsGoodStays() {
        git("checkout -q good-1");
        var before = host.does(VERSION);

        stabilises(respondedTo("lab-auditor", "deployment-broken"), ROLLBACK, "Rollback not proved");

        assertThat(host.does(VERSION)).isEqualTo(before);
        git("checkout -q main");
    }

    @Test
    @Tag("A091")
    @WholeRunbook(value = ROLLBACK, state = BROKEN)
    void aBadVersionIsLeftForTheLastGoodOne() {
        git("reset -q --hard main; echo bad >version; git commit -q -a -m bad");
        host.does("systemctl restart gitops-auditor");
        var incident = respondedTo("lab-auditor", "deployment-broken");

        approves(incident, CHECK_OUT);
        approves(incident, RESTART_UNIT);

        stabilises(incident, ROLLBACK, "Healthy with good version");
        looksAgainAfter(incident, ROLLBACK);
        assertThat(host.does("cat /opt/gitops-auditor/version")).isEqualTo("one");
        git("checkout -q main; git reset -q --hard HEAD~1");
    }

    @Test
    @Tag("A091")
    @Tag("F20")
    @WholeRunbook(value = ROLLBACK, state = NOT_HELPED)
    void whereTheGoodVersionDoesNotHelp_theFormerOneIsBack() {
        host.does("touch /etc/gitops-auditor/sick");
        var before = host.does(VERSION);
        var incident = respondedTo("lab-auditor", "deployment-broken");
        approves(incident, CHECK_OUT);
        approves(incident, RESTART_UNIT);
        assertThat(host.does(VERSION)).isNotEqualTo(before);

        approves(incident, CHECK_OUT);
        approves(incident, RESTART_UNIT);

        leavesToPeople(incident, ROLLBACK, "Former version back");
        assertThat(host.does(VERSION)).isEqualTo(before);
    }

    /** A backup of three days ago with its checksums. */
    private static void backup(String settings) {
        host.does("cd /srv/gitops/config-backups && mkdir b && echo '" + settings + "' >b/settings.json && cd b"
                + " && sha256sum settings.json >SHA256SUMS && touch -d '3 days ago' .");
    }

    private static void git(String script) {
        host.does("cd /opt/gitops-auditor && su firebreak -s /bin/sh -c 'git " + script + "'");
    }
}
