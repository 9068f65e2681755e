package dev.helpline.chat.spring.testkit;

import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spring.HelplineAutoConfiguration;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of what an application does with the chat, without its web server and its database: the engine as the starter makes it from the
 * {@code helpline.*} properties of the application, over an empty store in memory, in time that moves only when the test says so.
 *
 * <pre>{@code
 * @HelplineTest
 * @Import(OrderBot.class)
 * class OrderBotTest {
 *     @Autowired
 *     ChatEngine engine;
 *
 *     @Autowired
 *     ChatTime time;
 * }
 * }</pre>
 *
 * <p>The beans of the application are those that the test imports; its components are not searched for. Each test method has beans of its
 * own. The beans of the slice are those of {@link HelplineTestConfiguration}. For a test with the whole application, put that class beside
 * {@code @SpringBootTest}.
 */
@Experimental
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(SpringExtension.class)
@ContextConfiguration(
        classes = HelplineTestConfiguration.class,
        initializers = ConfigDataApplicationContextInitializer.class)
@ImportAutoConfiguration(HelplineAutoConfiguration.class)
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
public @interface HelplineTest {}
