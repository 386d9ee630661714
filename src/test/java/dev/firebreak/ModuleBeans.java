package dev.firebreak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.AutowiredAnnotationBeanPostProcessor;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.Resource;

/**
 * Adds the beans of a module to a test's context by component scan, so that fixtures don't list the module's classes.
 * The test registers the ports to other modules. Beans are lazy, so ports that no bean needs can be left out. A package
 * is scanned once in a JVM.
 */
public final class ModuleBeans {

    private static final Map<String, BeanDefinitionRegistry> FOUND = new ConcurrentHashMap<>();

    private ModuleBeans() {}

    /** A context that does no more than make beans, so that it is made soon: it starts none, and no bean hears events. */
    public static GenericApplicationContext context() {
        var context = new GenericApplicationContext();
        context.getDefaultListableBeanFactory()
                .setAutowireCandidateResolver(new ContextAnnotationAutowireCandidateResolver());
        context.registerBean(AutowiredAnnotationBeanPostProcessor.class);
        context.registerBean(
                AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME, LifecycleProcessor.class, NothingStarts::new);
        return context;
    }

    private static final class NothingStarts extends DefaultLifecycleProcessor {

        @Override
        public void onRefresh() {}
    }

    public static void scan(GenericApplicationContext beans, String... packages) {
        for (var name : packages) {
            var found = FOUND.computeIfAbsent(name, ModuleBeans::found);
            for (var bean : found.getBeanDefinitionNames()) {
                var definition = (AbstractBeanDefinition) found.getBeanDefinition(bean);
                beans.registerBeanDefinition(bean, definition.cloneBeanDefinition());
            }
        }
        beans.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
    }

    private static BeanDefinitionRegistry found(String name) {
        var found = new SimpleBeanDefinitionRegistry();
        var scanner = new ClassPathBeanDefinitionScanner(found);
        scanner.setIncludeAnnotationConfig(false);
        scanner.addExcludeFilter((reader, factory) -> isOfATest(reader.getResource()));
        scanner.scan(name);
        return found;
    }

    private static boolean isOfATest(Resource file) {
        try {
            return file.getURI().toString().contains("/test-classes/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
