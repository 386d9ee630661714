package dev.firebreak.engine.members;

import dev.firebreak.incident.IncidentMembers;
import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/** Makes the engine show the processes of members-only incidents to members only (ADR 16, ADR 33). */
public final class MembersOnlyEngine {

    private MembersOnlyEngine() {}

    /** Called before the engine is built. */
    public static void apply(ProcessEngineConfigurationImpl engine, Supplier<IncidentMembers> members) {
        engine.setIdentityService(new MemberIdentity(members));
        engine.setTenantIdProvider(new MembersOnlyTenants());
        engine.getCustomSessionFactories().addAll(List.of(MembersOnlyTenants.check(), VisibleAuthorizations.factory()));
        engine.getCustomPreCommandInterceptorsTxRequired().add(new VisibleStatistics());
        engine.getCustomPostBPMNParseListeners().add(new TaskMembership(members));
    }
}
