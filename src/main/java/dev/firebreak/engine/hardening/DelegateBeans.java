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
 * The beans that expressions may name: delegates, nothing else of the application. Looked up when asked, since delegates
 * need the engine that is being built. Their names are fixed by then: asking for them anew was a quarter of the time that a
 * process took to start.
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
