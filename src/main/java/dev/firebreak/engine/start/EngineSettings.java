package dev.firebreak.engine.start;

import dev.firebreak.access.Audit;
import dev.firebreak.engine.FormListener;
import dev.firebreak.engine.accounts.AccountAuditing;
import dev.firebreak.engine.command.CommandRetryInterceptor;
import dev.firebreak.engine.command.DecisionRefusals;
import dev.firebreak.engine.command.OperationAudit;
import dev.firebreak.engine.command.OperationLogAudit;
import dev.firebreak.engine.command.RefusalStatusInterceptor;
import dev.firebreak.engine.decisions.CachingDecisions;
import dev.firebreak.engine.forms.DecisionFields;
import dev.firebreak.engine.forms.DueTextListener;
import dev.firebreak.engine.forms.SubmittedForms;
import dev.firebreak.engine.forms.TaskActor;
import dev.firebreak.engine.hardening.Hardening;
import dev.firebreak.engine.limits.ProcessLimits;
import dev.firebreak.engine.members.MembersOnlyEngine;
import dev.firebreak.engine.models.AdmissionDeployer;
import dev.firebreak.engine.models.AuditDeployer;
import dev.firebreak.engine.origin.OwnBusinessKey;
import dev.firebreak.engine.passwords.PasswordHashes;
import dev.firebreak.engine.passwords.PasswordRules;
import dev.firebreak.engine.record.RecordRunbookEnd;
import dev.firebreak.engine.record.RecordStuckStep;
import dev.firebreak.engine.record.TaskChanges;
import dev.firebreak.engine.release.ModelRelease;
import dev.firebreak.engine.release.ProposalInterceptor;
import dev.firebreak.engine.release.ReleaseGate;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.change.IncidentChanges;
import java.time.Clock;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The engine's configuration (guarantees.md "Engine settings"). It runs last, so that no property can weaken it. What
 * operators may tune, such as the job executor, is in application.yaml.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class EngineSettings extends AbstractProcessEnginePlugin {

    private final ListableBeanFactory beans;
    private final AdmissionDeployer admission;
    private final AuditDeployer audit;
    private final AccountAuditing accounts;
    private final PasswordHashes passwords;
    private final ReleaseGate release;
    private final CachingDecisions decisions;
    private final ProcessLimits limits;

    EngineSettings(
            ListableBeanFactory beans,
            AdmissionDeployer admission,
            AuditDeployer audit,
            AccountAuditing accounts,
            PasswordHashes passwords,
            CachingDecisions decisions,
            ProcessLimits limits,
            ReleaseGate release) {
        this.beans = beans;
        this.admission = admission;
        this.audit = audit;
        this.accounts = accounts;
        this.passwords = passwords;
        this.release = release;
        this.decisions = decisions;
        this.limits = limits;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        Hardening.apply(engine, beans);
        accounts.apply(engine);
        engine.setDmnEngineConfiguration(decisions.settings());
        engine.setCustomPreDeployers(List.of(admission, audit));
        engine.setCustomPostDeployers(List.of(release));
        engine.getCustomPreCommandInterceptorsTxRequired()
                .add(0, new ProposalInterceptor(beans.getBeanProvider(ModelRelease.class)));
        engine.getCustomPreCommandInterceptorsTxRequired().add(0, new CommandRetryInterceptor(engine));
        engine.getCustomPreCommandInterceptorsTxRequired().add(0, new RefusalStatusInterceptor(engine));
        engine.getCustomPreCommandInterceptorsTxRequired().add(new DecisionRefusals());
        engine.getCustomPreCommandInterceptorsTxRequired().add(new SubmittedForms(engine));
        engine.getCustomPostBPMNParseListeners().add(new OwnBusinessKey());
        engine.getCustomPostBPMNParseListeners().add(new DecisionFields());
        engine.getCustomPostBPMNParseListeners().add(new DueTextListener());
        engine.getCustomPostBPMNParseListeners().add(new TaskActor(beans.getBeanProvider(FormListener.class)));
        var timeline = beans.getBeanProvider(Timeline.class);
        engine.getCustomPostBPMNParseListeners().add(new RecordRunbookEnd(timeline));
        engine.getCustomPostBPMNParseListeners()
                .add(new TaskChanges(beans.getBeanProvider(IncidentChanges.class), beans.getBeanProvider(Clock.class)));
        engine.setCustomIncidentHandlers(List.copyOf(RecordStuckStep.all(timeline)));
        engine.getCustomPostBPMNParseListeners().add(limits);
        MembersOnlyEngine.apply(engine, beans.getBeanProvider(IncidentMembers.class)::getObject);
        engine.getCustomHistoryEventHandlers().add(new OperationAudit(beans.getBeanProvider(Audit.class)::getObject));
        // A cancelled step has no results yet: evaluating its output mapping would fail and block the incident.
        engine.setSkipOutputMappingOnCanceledActivities(true);
        protectPasswords(engine);
        failLoudly(engine);
        keepHistoryInBounds(engine);
        engine.setAuthorizationEnabled(true);
        // Tasklist requests 2000 filters at once; with a lower limit the request fails and it shows none.
        engine.setQueryMaxResultsLimit(2000);
        engine.setDbMetricsReporterActivate(false);
        engine.setTaskMetricsEnabled(false);
    }

    private void protectPasswords(ProcessEngineConfigurationImpl engine) {
        engine.setPasswordManager(passwords);
        engine.setEnablePasswordPolicy(true);
        engine.setPasswordPolicy(new PasswordRules());
    }

    private static void failLoudly(ProcessEngineConfigurationImpl engine) {
        engine.setEnableExceptionsAfterUnhandledBpmnError(true);
        engine.setFailedJobRetryTimeCycle("PT5S,PT15S,PT1M,PT5M,PT15M");
    }

    /** The engine's history serves Cockpit only; the record and the audit are in our own tables and are kept. */
    private static void keepHistoryInBounds(ProcessEngineConfigurationImpl engine) {
        engine.setCustomHistoryLevels(List.of(new OperationLogAudit()));
        engine.setHistory("audit");
        engine.setHistoryTimeToLive("P90D");
        engine.setHistoryCleanupBatchWindowStartTime("02:00");
        engine.setHistoryCleanupBatchWindowEndTime("05:00");
    }
}
