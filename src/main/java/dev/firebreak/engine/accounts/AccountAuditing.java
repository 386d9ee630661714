package dev.firebreak.engine.accounts;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Connects the audit of users, groups and authorizations to the engine that is being built. */
@Component
public class AccountAuditing {

    private final ObjectProvider<AccountAudit> audit;

    AccountAuditing(ObjectProvider<AccountAudit> audit) {
        this.audit = audit;
    }

    /** Call it after hardening, whose guard of the last administrator it contains. */
    public void apply(ProcessEngineConfigurationImpl engine) {
        engine.setIdentityProviderSessionFactory(new AuditedIdentityProvider.Sessions(audit));
        var interceptors = new ArrayList<CommandInterceptor>();
        if (engine.getCustomPostCommandInterceptorsTxRequired() != null) {
            interceptors.addAll(engine.getCustomPostCommandInterceptorsTxRequired());
        }
        interceptors.addAll(List.of(new AuthorizationAudit(audit)));
        engine.setCustomPostCommandInterceptorsTxRequired(interceptors);
    }
}
