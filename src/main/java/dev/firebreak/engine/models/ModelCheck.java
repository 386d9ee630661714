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

/** Admission with the names that this installation knows: its delegates and the topics of its handlers. */
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

    /** Checks only that the model can't run code, not whether the beans and topics that it names exist. */
    List<ModelRefusal> checkSafety(String file, byte[] content) {
        return ModelAdmission.check(file, content, KnownNames.any());
    }
}
