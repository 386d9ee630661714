package dev.firebreak.engine.rights;

import dev.firebreak.text.PersonId;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantCommandChecker;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.GenericManagerFactory;

/** Keeps the rights of people in the engine narrow (guarantees.md "Roles"). No setting switches this off. */
public final class PersonRights {

    private PersonRights() {}

    public static void apply(ProcessEngineConfigurationImpl engine) {
        engine.setIdentityProviderSessionFactory(new GenericManagerFactory(LastAdministratorGuard.class));
        engine.setCommandCheckers(new ArrayList<>(List.of(new TenantCommandChecker(), new RoleChecker())));
        var interceptors = new ArrayList<CommandInterceptor>();
        if (engine.getCustomPreCommandInterceptorsTxRequired() != null) {
            interceptors.addAll(engine.getCustomPreCommandInterceptorsTxRequired());
        }
        interceptors.add(new EngineOperations(engine));
        interceptors.add(new RoleChecker.CommandMark());
        engine.setCustomPreCommandInterceptorsTxRequired(interceptors);
        // The right to work on a task must not include the right to write any process variable.
        engine.setDefaultUserPermissionNameForTask("TASK_WORK");
        // Logins as in the catalogue, such as jane.doe; the engine's own pattern takes letters and digits only.
        engine.setGeneralResourceWhitelistPattern(PersonId.PATTERN);
    }
}
