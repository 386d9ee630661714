package dev.firebreak.engine.hardening;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantCommandChecker;
import org.camunda.bpm.engine.impl.persistence.GenericManagerFactory;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Disables every engine feature that lets a model run code (guarantees.md "Engine hardening", layer 2). No setting
 * switches this off.
 */
public final class Hardening {

    private Hardening() {}

    public static void apply(ProcessEngineConfigurationImpl engine, ListableBeanFactory beans) {
        var delegates = new DelegateBeans(beans);
        engine.setBeans(delegates);
        engine.setExpressionManager(new SafeExpressions(delegates));
        engine.setScriptEngineResolver(new NoScripts());
        engine.setArtifactFactory(new NoClasses());
        engine.setBusinessCalendarManager(BoundedTimers.calendars());
        engine.setEnableFetchScriptEngineFromProcessApplication(false);
        engine.setEnableScriptEngineLoadExternalResources(false);
        engine.setEnableExpressionsInAdhocQueries(false);
        // Stored filters such as "My tasks" need ${currentUser()}; SafeResolver refuses other calls.
        engine.setEnableExpressionsInStoredQueries(true);
        engine.setEnableXxeProcessing(false);
        engine.setJavaSerializationFormatEnabled(false);
        engine.setDeserializationTypeValidationEnabled(true);
        engine.setCmmnEnabled(false);
        keepRightsNarrow(engine);
        var limit = new ActivityLimit();
        engine.setCustomSessionFactories(with(engine.getCustomSessionFactories(), List.of(limit)));
        engine.setCustomPostBPMNParseListeners(
                with(engine.getCustomPostBPMNParseListeners(), List.of(new AllowedBehaviours(), limit)));
    }

    private static void keepRightsNarrow(ProcessEngineConfigurationImpl engine) {
        engine.setIdentityProviderSessionFactory(new GenericManagerFactory(LastAdministratorGuard.class));
        engine.setCommandCheckers(new ArrayList<>(List.of(new TenantCommandChecker(), new RoleChecker())));
        engine.setCustomPreCommandInterceptorsTxRequired(
                with(engine.getCustomPreCommandInterceptorsTxRequired(), List.of(new RoleChecker.RetryMark())));
        // The right to work on a task must not include the right to write any process variable.
        engine.setDefaultUserPermissionNameForTask("TASK_WORK");
    }

    private static <T> List<T> with(List<T> some, List<T> more) {
        var all = new ArrayList<T>(some == null ? List.of() : some);
        all.addAll(more);
        return all;
    }
}
