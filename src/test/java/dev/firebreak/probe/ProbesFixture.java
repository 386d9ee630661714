package dev.firebreak.probe;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.ModuleBeans;
import dev.firebreak.alert.AlertIngestFixture;
import dev.firebreak.alert.internal.InternalAlertDispatcher;
import dev.firebreak.alert.internal.InternalAlertOutbox;
import dev.firebreak.alert.view.WatchdogsHeard;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.engine.NodeGate;
import dev.firebreak.engine.ProcessStarts;
import dev.firebreak.probe.declaration.CurrentDeclarations;
import dev.firebreak.probe.declaration.DeclarationsFixture;
import dev.firebreak.probe.declaration.ProbeSettings;
import dev.firebreak.probe.heartbeat.WatchFixture;
import dev.firebreak.probe.run.RunnerFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.PlatformTransactionManager;

/** The probes of one node beside a real intake: runs what is due when a test says so. */
public final class ProbesFixture implements AutoCloseable {

    public static final String BACKUP_TOKEN = "nightly-backup-token-0123456789";

    public final NodeGate gate = new NodeGate();
    private final AlertIngestFixture ingest;
    private final DeclarationsFixture declarations;
    private final GenericApplicationContext beans = ModuleBeans.context();

    public ProbesFixture(AlertIngestFixture ingest, Path folder, String yaml) {
        this.ingest = ingest;
        declarations = new DeclarationsFixture(folder).write("probes.yaml", yaml);
        beans.registerBean(ProbeSettings.class, declarations::settings);
        beans.registerBean(Clock.class, () -> ingest.clock);
        beans.registerBean(NodeGate.class, () -> gate);
        beans.registerBean(ProcessStarts.class, NoProcesses::new);
        for (var type : new Class<?>[] {
            JdbcClient.class,
            PlatformTransactionManager.class,
            InternalAlertOutbox.class,
            InternalAlertDispatcher.class,
            WatchdogsHeard.class,
            ObjectMapper.class,
            Catalog.class
        }) {
            register(type);
        }
        beans.registerBean(
                Secrets.class, () -> KindFixture.secrets(Map.of("nightly-backup", BACKUP_TOKEN, "short", "too-short")));
        ModuleBeans.scan(beans, Probe.class.getPackageName());
        beans.refresh();
        get(CurrentDeclarations.class);
    }

    private <T> void register(Class<T> type) {
        beans.registerBean(type, () -> ingest.get(type));
    }

    public <T> T get(Class<T> type) {
        return beans.getBean(type);
    }

    public void declares(String yaml) {
        declarations.write("probes.yaml", yaml);
        DeclarationsFixture.reload(get(CurrentDeclarations.class));
    }

    /** Runs what is due, waits until it ends, and hands what was raised to intake. */
    public void runsDue() {
        RunnerFixture.runDue(beans);
        tells();
    }

    /** Makes the probe due, and runs what is. */
    public void runs(String probe) {
        RunnerFixture.runDue(beans);
        RunnerFixture.runNow(beans, probe);
        runsDue();
    }

    public void watches() {
        RunnerFixture.watch(beans);
        tells();
    }

    /** Looks for late heartbeats, and hands what was raised to intake. */
    public void watchesHeartbeats() {
        WatchFixture.watch(beans);
        tells();
    }

    public MockMvc http() {
        return WatchFixture.http(beans);
    }

    public GenericApplicationContext beans() {
        return beans;
    }

    public void tells() {
        ingest.get(InternalAlertDispatcher.class).dispatch();
        ingest.startProcesses();
    }

    @Override
    public void close() {
        beans.close();
    }

    /** Starts none. */
    private static final class NoProcesses implements ProcessStarts {

        @Override
        public String start(String key, Map<String, Object> variables) {
            return "of no process";
        }

        @Override
        public boolean tell(String processInstance, String message) {
            return false;
        }

        @Override
        public boolean isRunning(String processInstance) {
            return false;
        }
    }
}
