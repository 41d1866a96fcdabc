package dev.sidetone.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class, or one test method, a Realtime server of its own as a parameter of type {@link TestServer}, also
 * in {@code @BeforeEach} and {@code @AfterEach} methods. After the test the server is closed; a client that is then still
 * connected fails the test, unless it is allowed to. On a method it replaces what the class says.
 *
 * <p>JUnit Jupiter 5.10 or newer, and 6.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealtimeServerExtension.class)
public @interface RealtimeServerTest {

    /** A script in YAML ({@code docs/scripts.md}), as a resource beside the test class, or from the root with a leading slash. */
    String script() default "";

    /** Whether time passes by itself. Otherwise it stands still until {@link TestServer#clock()} is told to move. */
    boolean realTime() default false;

    /** Whether to listen with TLS as well, for clients that refuse {@code ws://}. */
    boolean tls() default false;

    /** Whether clients may still be connected when the test ends. */
    boolean leavesOpen() default false;
}
