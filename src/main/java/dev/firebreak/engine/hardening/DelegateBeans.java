package dev.firebreak.engine.hardening;

import java.util.AbstractMap;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * The beans that expressions may name: delegates, and nothing else of the application. Beans are looked up on demand,
 * because delegates need the engine that is being built. The names are read once: reading them on every call took a
 * quarter of the time of a process start.
 */
public class DelegateBeans extends AbstractMap<Object, Object> {

    private final ListableBeanFactory beans;
    private final Supplier<Set<String>> names;

    public DelegateBeans(ListableBeanFactory beans) {
        this.beans = beans;
        this.names = SingletonSupplier.of(() -> Set.of(beans.getBeanNamesForType(JavaDelegate.class, false, false)));
    }

    public Set<String> names() {
        return names.get();
    }

    @Override
    public boolean containsKey(Object name) {
        return name instanceof String text && names().contains(text);
    }

    @Override
    public Object get(Object name) {
        return containsKey(name) ? beans.getBean((String) name, JavaDelegate.class) : null;
    }

    @Override
    public Set<Entry<Object, Object>> entrySet() {
        return names().stream()
                .collect(Collectors.toUnmodifiableMap(Function.<Object>identity(), this::get))
                .entrySet();
    }
}
