package dev.firebreak.postmortem.edit;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.postmortem.record.PostMortemFacts;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Sets what {@code needs-post-mortem.dmn} decides by. */
@Component
class GatherPostMortemFactsDelegate implements JavaDelegate {

    private static final ProcessVariable<Boolean> REPEAT = ProcessVariable.flag("repeatIncident");
    private static final ProcessVariable<String> DATA_AT_RISK = ProcessVariable.text("dataAtRisk");
    private static final ProcessVariable<Boolean> SECURITY = ProcessVariable.flag("securityIncident");
    private static final ProcessVariable<Long> MINUTES = ProcessVariable.number("incidentMinutes");

    private final OwnIncident own;
    private final PostMortemFacts facts;

    GatherPostMortemFactsDelegate(OwnIncident own, PostMortemFacts facts) {
        this.own = own;
        this.facts = facts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        REPEAT.set(execution, facts.isRepeat(incident));
        DATA_AT_RISK.set(execution, facts.assessed(incident, "dataRisk"));
        SECURITY.set(execution, facts.assessed(incident, "securityIssue").equals("yes"));
        MINUTES.set(execution, facts.minutes(incident));
    }
}
