package dev.firebreak.runbook.whole;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Runbooks on a real host with systemd, over SSH. */
abstract class HostRunbooks extends WholeRunbookStory {

    static OwnHost host;

    @BeforeAll
    static void aHostRuns() {
        host = new OwnHost(LabSite.container("host"), LabSite.port("auditor"));
    }

    @AfterAll
    static void itEnds() {
        if (host != null) {
            host.close();
            host = null;
        }
    }

    @BeforeEach
    void itIsAsNew() {
        host.does("""
                pkill -x tail || true
                rm -f /etc/gitops-auditor/broken /etc/gitops-auditor/sick
                rm -rf /etc/gitops-auditor/config /etc/gitops-auditor/config.*
                mkdir /etc/gitops-auditor/config
                echo '{"name": "lab"}' >/etc/gitops-auditor/config/settings.json
                cd /srv/gitops && rm -rf -- *
                mkdir -p logs tmp backups repos history config-backups gitea/repo-archive gitea/log gitea/tmp
                chmod 777 tmp gitea/tmp
                systemctl reset-failed gitops-auditor
                systemctl start gitops-auditor
                """);
    }

    /** The unit fails at each start until the cause is gone. */
    static void breakUnit() {
        host.does("touch /etc/gitops-auditor/broken; systemctl restart gitops-auditor || true;"
                + " until systemctl is-failed --quiet gitops-auditor; do sleep 0.1; done");
    }
}
