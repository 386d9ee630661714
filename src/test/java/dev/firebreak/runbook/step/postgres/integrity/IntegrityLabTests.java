package dev.firebreak.runbook.step.postgres.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Lab;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof.Verdict;
import dev.firebreak.runbook.step.postgres.OwnPostgres;
import dev.firebreak.runbook.step.postgres.jdbc.JdbcIntegrityServers;
import java.io.RandomAccessFile;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The check of data and the stop of writes on a real server, before and after a page of it is damaged. */
@Lab("POSTGRES_PROGRAMS")
@Tag("A060")
@TestMethodOrder(MethodName.class)
class IntegrityLabTests {

    private static final CheckIntegrity.Order WITHIN = new CheckIntegrity.Order(Duration.ofSeconds(20));

    private static OwnPostgres server;
    private static IntegrityServers servers;
    private static Target target;

    @BeforeAll
    static void aServerHoldsOrders() throws Exception {
        server = OwnPostgres.primary();
        server.does(
                "create table orders as select n, repeat('x', 200) note from generate_series(1, 1000) n",
                "create index orders_n on orders (n)",
                "create role shop login",
                "grant all on orders to shop");
        servers = new JdbcIntegrityServers(server.databases());
        target = server.target();
    }

    @AfterAll
    static void ends() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void a_withoutAmcheckNothingCountsAsIntact() throws Exception {
        var seen = check(WITHIN);

        assertThat(seen.variables()).containsEntry("dataIntact", false);
        assertThat(seen.details()).contains("it lacks the extension amcheck");
    }

    @Test
    void b_allTablesAndIndexesOfAllDatabasesAreChecked() throws Exception {
        server.does("create extension amcheck");
        assertThat(check(WITHIN).variables()).as("template1 lacks it still").containsEntry("dataIntact", false);
        server.in("template1", "create extension amcheck");

        var seen = check(WITHIN);

        assertThat(seen.summary()).contains("no damage found", "page checksums 0 failures");
        assertThat(seen.variables()).containsEntry("dataIntact", true);
    }

    @Test
    void c_whatTheTimeDoesNotAllowCountsAsNotChecked() throws Exception {
        var seen = new CheckIntegrity(servers).read(new CheckIntegrity.Order(Duration.ofMillis(1)), target);

        assertThat(seen.details()).contains("the time was over");
        assertThat(seen.variables()).containsEntry("dataIntact", false);
    }

    @Test
    void d_writesStopForEveryApplication_andUndoLeavesNoTrace() throws Exception {
        var before = server.says("select count(*) from pg_file_settings where sourcefile like '%auto.conf'");
        var shop = server.session("shop");
        shop.createStatement().execute("insert into orders values (0, 'before')");
        var step = new StopWrites(servers);

        var plan = through(step.plan(new StopWrites.Order(), target));
        var done = execute(step, plan);

        assertThat(step.verify(plan, target).verdict()).isEqualTo(Verdict.DONE);
        assertThat(step.plan(new StopWrites.Order(), target).isNothing()).isTrue();
        assertThatThrownBy(() -> shop.createStatement().execute("insert into orders values (0, 'late')"))
                .hasMessageContaining("read-only transaction");
        assertThat(shop.createStatement().execute("select count(*) from orders"))
                .isTrue();

        var undo = through(step.planUndo(done, target).orElseThrow());
        execute(step, undo);
        assertThat(step.verify(undo, target).verdict()).isEqualTo(Verdict.DONE);
        assertThat(step.verify(plan, target).verdict()).isEqualTo(Verdict.NOT_DONE);
        shop.createStatement().execute("insert into orders values (0, 'after')");
        assertThat(server.says("select count(*) from pg_file_settings where sourcefile like '%auto.conf'"))
                .isEqualTo(before);
        assertThat(step.planUndo(done, target).orElseThrow().isNothing()).isTrue();
    }

    @Test
    void e_aSettingThatAnotherPersonWroteStays_andThePlanNamesWhoIsExempt() throws Exception {
        server.does("alter role shop set default_transaction_read_only = off");
        var step = new StopWrites(servers);
        var plan = through(step.plan(new StopWrites.Order(), target));
        assertThat(plan.warnings()).anyMatch(it -> it.contains("stronger: role shop"));
        var done = execute(step, plan);
        server.does("alter system set default_transaction_read_only = off", "select pg_reload_conf()");

        assertThat(step.planUndo(done, target).orElseThrow().obstacle()).contains("another person changed it");
        server.does("alter system reset default_transaction_read_only", "select pg_reload_conf()");
    }

    @Test
    void f_aDamagedPageIsFound_andNothingIsRepaired() throws Exception {
        var file = server.data.resolve(server.says("select pg_relation_filepath('orders')"));
        server.does("checkpoint");
        server.stop();
        try (var page = new RandomAccessFile(file.toFile(), "rw")) {
            page.seek(8192 + 4000);
            page.write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        }
        var damaged = java.nio.file.Files.readAllBytes(file);
        server.start();

        var seen = check(WITHIN);

        assertThat(seen.summary()).contains("damage in 1 relations").doesNotContain("checksums 0 failures");
        assertThat(seen.details()).contains("public.orders").contains("invalid page in block 1");
        assertThat(seen.variables()).containsEntry("dataIntact", false);
        assertThat(java.nio.file.Files.readAllBytes(file)).isEqualTo(damaged);
    }

    private static Finding check(CheckIntegrity.Order order) throws InterruptedException {
        return new CheckIntegrity(servers).read(order, target);
    }

    private static CompletedStep execute(StopWrites step, Plan plan) throws Exception {
        assertThat(step.execute(plan, target)).matches(Finding::succeeded);
        return new CompletedStep(plan, plan.stateBefore(), Instant.EPOCH);
    }

    /** As the ledger holds it. */
    private static Plan through(Plan plan) {
        return Plan.fromJson(plan.json());
    }
}
