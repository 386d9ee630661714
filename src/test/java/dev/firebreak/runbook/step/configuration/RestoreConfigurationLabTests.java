package dev.firebreak.runbook.step.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.step.host.LabHost;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The configuration of a service on a real host: a proved backup, a corrupt one, one that the service refuses. */
@Tag("A092")
@Lab(
        value = {LabHost.PORT, LabHost.KEY, LabHost.LOGIN, LabHost.CONTAINER},
        alone = LabHost.PORT)
class RestoreConfigurationLabTests {

    private static final String STATE =
            "cd /etc/gitops-auditor && find . -printf '%p %u %m %T@ %l\\n' | grep config/ | sort"
                    + " && cat config/*.json config/.h*";

    private final Target target = LabHost.target(Map.of(
            "config", "/etc/gitops-auditor/config",
            "configBackups", "/srv/gitops/config-backups",
            "configCheck", "/opt/gitops-auditor/config-loader.sh"));

    @BeforeEach
    void aBackupAndABrokenConfiguration() throws Exception {
        LabHost.inside("""
                mkdir -p /srv/gitops/config-backups && cd /srv/gitops/config-backups && rm -rf -- *
                for b in good corrupt refused; do
                  mkdir $b; echo "{\\"name\\": \\"$b\\"}" >$b/settings.json; echo hidden >$b/.hidden
                done
                echo '{"name":' >refused/settings.json
                for b in good corrupt refused; do
                  (cd $b && find . -type f ! -name SHA256SUMS -exec sha256sum {} + >SHA256SUMS)
                done
                echo '{}' >corrupt/settings.json
                touch -d '3 days ago' good; touch -d '2 days ago' corrupt; touch -d '1 day ago' refused
                echo 'no JSON' >/etc/gitops-auditor/config/settings.json
                """);
    }

    @AfterEach
    void mend() throws Exception {
        LabHost.inside("""
                cd /etc/gitops-auditor && rm -rf config.* config && mkdir config
                echo '{"name": "lab"}' >config/settings.json; echo keep >config/.hidden
                rm -rf /srv/gitops/config-backups
                """);
    }

    @Test
    void theNewestBackupThatChecksumsAndTheServiceAcceptIsRestored_andTheUndoIsExact() throws Exception {
        var before = LabHost.inside(STATE);
        var step = new RestoreConfiguration(LabHost.hosts());
        var plan = step.plan(new RestoreConfiguration.Order(), target);
        assertThat(plan.warnings())
                .anyMatch(it -> it.contains("refused is refused by /opt/gitops-auditor/config-loader.sh"))
                .anyMatch(it -> it.contains("corrupt has other files than its checksums say"));

        assertThat(step.execute(plan, target).succeeded()).isTrue();

        assertThat(step.verify(plan, target).isDone()).isTrue();
        assertThat(LabHost.inside("cd /etc/gitops-auditor/config && ls -A && cat settings.json .hidden"))
                .isEqualTo(".hidden\nsettings.json\n{\"name\": \"good\"}\nhidden\n");
        assertThat(LabHost.inside("cat /etc/gitops-auditor/config.firebreak-kept-*/settings.json"))
                .isEqualTo("no JSON\n");

        var done = new CompletedStep(Plan.fromJson(plan.json()), plan.stateBefore(), Instant.EPOCH);
        var undo = step.planUndo(done, target).orElseThrow();
        assertThat(step.execute(undo, target).succeeded()).isTrue();

        assertThat(step.verify(undo, target).isDone()).isTrue();
        assertThat(LabHost.inside(STATE)).isEqualTo(before);
        assertThat(LabHost.inside("ls /etc/gitops-auditor | grep '^config'")).isEqualTo("config\n");
    }

    @Test
    void linksAndModesCount_andTheSameBadConfigurationIsKeptTwice() throws Exception {
        LabHost.inside("""
                rm -r /srv/gitops/config-backups/corrupt /srv/gitops/config-backups/refused
                cd /etc/gitops-auditor && mkdir config.new && echo mine >config.new/prepared
                cd config && ln -s settings.json enabled.json && chmod 640 .hidden && chown gitops .hidden
                """);
        var step = new RestoreConfiguration(LabHost.hosts());
        var first = step.plan(new RestoreConfiguration.Order(), target);
        assertThat(first.summary()).contains("enabled.json", "goes");
        assertThat(step.execute(first, target).succeeded()).isTrue();
        LabHost.inside("cd /etc/gitops-auditor && rm -r config && cp -a config.firebreak-kept-* config");
        var before = LabHost.inside(STATE);

        var second = step.plan(new RestoreConfiguration.Order(), target);
        assertThat(second.parameters().get("kept")).endsWith("-2");
        assertThat(step.execute(second, target).succeeded()).isTrue();

        var done = new CompletedStep(second, second.stateBefore(), Instant.EPOCH);
        LabHost.inside("chmod 600 /etc/gitops-auditor/config/settings.json");
        assertThat(step.planUndo(done, target).orElseThrow().obstacle()).contains("was changed since it was restored");
        LabHost.inside("chmod 644 /etc/gitops-auditor/config/settings.json");
        var undo = step.planUndo(done, target).orElseThrow();
        assertThat(step.execute(undo, target).succeeded()).isTrue();
        assertThat(LabHost.inside(STATE)).isEqualTo(before);
        assertThat(LabHost.inside("cat /etc/gitops-auditor/config.new/prepared"))
                .isEqualTo("mine\n");
    }

    @Test
    void withoutAProvedBackupNothingIsTouched() throws Exception {
        LabHost.inside("cd /srv/gitops/config-backups && rm -r good && mkdir later && echo '{}' >later/settings.json");
        var before = LabHost.inside(STATE);

        var plan = new RestoreConfiguration(LabHost.hosts()).plan(new RestoreConfiguration.Order(), target);

        assertThat(plan.obstacle()).contains("later has no checksums", "corrupt has other files", "refused is refused");
        assertThat(LabHost.inside(STATE)).isEqualTo(before);
    }
}
