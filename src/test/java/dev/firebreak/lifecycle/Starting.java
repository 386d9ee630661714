package dev.firebreak.lifecycle;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Lets a small context of another room start processes. */
public final class Starting {

    private Starting() {}

    public static void in(AnnotationConfigApplicationContext rooms) {
        rooms.register(ProcessStarts.class, Beginnings.class, Starter.class);
    }
}
