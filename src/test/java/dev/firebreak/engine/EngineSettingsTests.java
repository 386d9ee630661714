package dev.firebreak.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.FirebreakTest;
import dev.firebreak.engine.limits.ProcessLimits;
import java.util.Date;
import java.util.List;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.spring.SpringTransactionsProcessEngineConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;

@FirebreakTest
class EngineSettingsTests {

    @Autowired
    ProcessEngineConfigurationImpl engine;

    @Test
    void timersAreLookedForFourTimesASecond() {
        var executor = engine.getJobExecutor();

        assertThat(executor.getWaitTimeInMillis()).isEqualTo(100);
        assertThat(executor.getMaxWait()).isEqualTo(250);
        assertThat(executor.getLockTimeInMillis()).isEqualTo(30_000);
        assertThat(executor.getMaxJobsPerAcquisition()).isEqualTo(16);
        assertThat(engine.isJobExecutorAcquireByPriority()).isTrue();
    }

    @Test
    void whatCanRunCodeIsClosed() {
        assertThat(engine.isAuthorizationEnabled()).isTrue();
        assertThat(engine.isEnableExpressionsInAdhocQueries()).isFalse();
        assertThat(engine.isEnableXxeProcessing()).isFalse();
        assertThat(engine.isJavaSerializationFormatEnabled()).isFalse();
        assertThat(engine.isDeserializationTypeValidationEnabled()).isTrue();
        assertThat(engine.isCmmnEnabled()).isFalse();
        assertThat(engine.getScriptEngineResolver().getScriptEngine("juel", false))
                .isNull();
        assertThat(engine.getDefaultSerializationFormat()).isEqualTo("application/json");
    }

    @Test
    @Tag("H4")
    @Tag("H5")
    void whatModelsWriteIsLimitedWhenItRuns() {
        assertThat(engine.getDmnEngine().getClass().getSimpleName()).isEqualTo("GuardedDecisions");
        assertThat(engine.getCustomPostBPMNParseListeners()).hasAtLeastOneElementOfType(ProcessLimits.class);
        for (var calendar : List.of("duration", "dueDate")) {
            assertThatThrownBy(() -> engine.getBusinessCalendarManager()
                            .getBusinessCalendar(calendar)
                            .resolveDuedate("R2147483647/2001-01-01T00:00:00/PT0S", new Date()))
                    .isInstanceOf(ProcessEngineException.class);
        }
    }

    @Test
    void theHistoryStaysInBounds() {
        assertThat(engine.getHistory()).isEqualTo("audit");
        assertThat(engine.getHistoryTimeToLive()).isEqualTo("P90D");
        assertThat(engine.getQueryMaxResultsLimit()).isEqualTo(2000);
        assertThat(engine.getHistoryCleanupBatchWindowStartTime()).isEqualTo("02:00");
        assertThat(engine.isEnableExceptionsAfterUnhandledBpmnError()).isTrue();
        assertThat(engine.getFailedJobRetryTimeCycle()).isEqualTo("PT5S,PT15S,PT1M,PT5M,PT15M");
    }

    @Test
    void whoSuspendsAModelIsWrittenDown(@Autowired ProcessEngine running) {
        var deployment = running.getRepositoryService()
                .createDeployment()
                .addString("suspended.bpmn", TestModels.around("<bpmn:userTask id='Attack'/>"))
                .deploy();
        var model = running.getRepositoryService()
                .createProcessDefinitionQuery()
                .deploymentId(deployment.getId())
                .singleResult()
                .getKey();
        var before = running.getHistoryService().createUserOperationLogQuery().count();
        running.getIdentityService().setAuthentication("admin", List.of("camunda-admin"));
        try {
            running.getRepositoryService().suspendProcessDefinitionByKey(model);
            running.getRepositoryService().activateProcessDefinitionByKey(model);
        } finally {
            running.getIdentityService().clearAuthentication();
            running.getRepositoryService().deleteDeployment(deployment.getId(), true);
        }

        assertThat(running.getHistoryService()
                        .createUserOperationLogQuery()
                        .userId("admin")
                        .operationType("SuspendProcessDefinition")
                        .list())
                .isNotEmpty();
        assertThat(running.getHistoryService().createUserOperationLogQuery().count())
                .isGreaterThan(before);
    }

    @Test
    void theRecordAndTheEngineShareOneDatabaseAndOneTransaction(@Autowired ApplicationContext context) {
        assertThat(context.getBeansOfType(DataSource.class)).hasSize(1);
        assertThat(context.getBeansOfType(PlatformTransactionManager.class)).hasSize(1);
        assertThat(((SpringTransactionsProcessEngineConfiguration) engine).getTransactionManager())
                .isSameAs(context.getBean(PlatformTransactionManager.class));
    }
}
