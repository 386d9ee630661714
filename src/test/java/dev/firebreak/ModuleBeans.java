package dev.firebreak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.io.Resource;
import org.springframework.util.ClassUtils;

/**
 * Adds the beans of a module to a test's context by component scan, so that fixtures don't list the module's classes.
 * The test registers the ports to other modules. Beans are lazy, so ports that no bean needs can be left out.
 */
public final class ModuleBeans {

    /** Scanned once in a JVM: hundreds of fixtures ask for the same modules. */
    private static final Map<List<String>, Class<?>[]> FOUND = new ConcurrentHashMap<>();

    private ModuleBeans() {}

    public static void scan(AnnotationConfigApplicationContext beans, String... packages) {
        beans.register(FOUND.computeIfAbsent(List.of(packages), ModuleBeans::components));
        beans.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
    }

    private static Class<?>[] components(List<String> packages) {
        var scanner = new ClassPathScanningCandidateComponentProvider(true);
        scanner.addExcludeFilter((reader, factory) -> isOfATest(reader.getResource()));
        return packages.stream()
                .flatMap(it -> scanner.findCandidateComponents(it).stream())
                .map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
                .toArray(Class<?>[]::new);
    }

    private static boolean isOfATest(Resource file) {
        try {
            return file.getURI().toString().contains("/test-classes/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
