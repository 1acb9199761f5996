package io.mastiff.edge.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stores on an older Java see of the filter: one line in the log, and nothing else. */
class OldJavaTest {
  private final List<String> log = new ArrayList<>();

  private final ServletContext context =
      answering(
          ServletContext.class,
          (method, arguments) -> {
            log.add(method + " " + arguments[0]);
            return null;
          });

  private final FilterConfig config = answering(FilterConfig.class, (method, arguments) -> context);

  @ParameterizedTest
  @ValueSource(strings = {"1.8", "9", "11", "16"})
  void itSaysWhatItNeedsAndLetsEveryRequestPass(String version) throws Exception {
    MastiffFilter filter = new MastiffFilter(version);
    List<Object> passed = new ArrayList<>();
    FilterChain chain =
        answering(
            FilterChain.class,
            (method, arguments) -> {
              passed.add(method);
              return null;
            });

    filter.init(config);
    filter.doFilter(null, null, chain);
    filter.destroy();

    assertThat(log).hasSize(1);
    assertThat(log.get(0))
        .startsWith("log mastiff: not at work: it needs Java 17")
        .contains(version);
    assertThat(passed).containsExactly("doFilter");
  }

  /** Answers every call of an interface. */
  private interface Answerer {
    Object answer(String method, Object[] arguments);
  }

  private static <T> T answering(Class<T> type, Answerer answerer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answerer.answer(method.getName(), arguments)));
  }
}
