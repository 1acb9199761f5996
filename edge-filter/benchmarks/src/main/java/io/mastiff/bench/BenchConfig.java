package io.mastiff.bench;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** A filter's configuration: pairs of names and values. */
final class BenchConfig implements FilterConfig {
  private final Map<String, String> values = new LinkedHashMap<>();
  private final ServletContext context = context();

  BenchConfig(String... pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
  }

  /** Tomcat's filter wants the container's scheduler. */
  private static ServletContext context() {
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "bench-utility");
              thread.setDaemon(true);
              return thread;
            });
    return (ServletContext)
        Proxy.newProxyInstance(
            BenchConfig.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getAttribute")) {
                return String.valueOf(arguments[0]).contains("ScheduledThreadPoolExecutor")
                    ? scheduler
                    : null;
              }
              Class<?> answer = method.getReturnType();
              return answer == boolean.class ? false : answer == int.class ? (Object) 0 : null;
            });
  }

  @Override
  public String getFilterName() {
    return "bench";
  }

  @Override
  public ServletContext getServletContext() {
    return context;
  }

  @Override
  public @Nullable String getInitParameter(String name) {
    return values.get(name);
  }

  @Override
  public Enumeration<String> getInitParameterNames() {
    return Collections.enumeration(values.keySet());
  }
}
