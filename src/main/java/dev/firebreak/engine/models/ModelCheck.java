package dev.firebreak.engine.models;

import dev.firebreak.engine.KnownTopics;
import dev.firebreak.engine.admission.KnownNames;
import dev.firebreak.engine.admission.ModelAdmission;
import dev.firebreak.engine.admission.ModelRefusal;
import dev.firebreak.engine.hardening.DelegateBeans;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Admission with the names that this Firebreak knows: its delegates and the topics it works on. */
@Component
class ModelCheck {

    private final DelegateBeans delegates;
    private final ObjectProvider<KnownTopics> handlers;

    ModelCheck(ListableBeanFactory beans, ObjectProvider<KnownTopics> handlers) {
        this.delegates = new DelegateBeans(beans);
        this.handlers = handlers;
    }

    List<ModelRefusal> check(String file, byte[] content) {
        var topics =
                handlers.stream().flatMap(known -> known.topics().stream()).collect(Collectors.toUnmodifiableSet());
        return ModelAdmission.check(file, content, KnownNames.of(delegates.names(), topics));
    }

    /** As far as code can't come in; whether every name has its bean is left open. */
    List<ModelRefusal> checkSafety(String file, byte[] content) {
        return ModelAdmission.check(file, content, KnownNames.any());
    }
}
