package io.mastiff.data.simulate.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What software does otherwise than the browser that it copies.
 *
 * @param drop fields that it leaves out
 * @param set values that it has instead; a field that is not there comes last
 * @param replace texts within values
 * @param before fields that it sends before another
 * @param last fields that it sends at the end
 */
record Changes(
    List<String> drop,
    Map<String, String> set,
    Map<String, String> replace,
    Map<String, String> before,
    List<String> last) {

  List<Kit.Field> of(List<Kit.Field> fields) {
    List<Kit.Field> changed = new ArrayList<>();
    for (Kit.Field field : fields) {
      if (!drop.contains(field.name())) {
        changed.add(new Kit.Field(field.name(), value(field)));
      }
    }
    set.forEach(
        (name, value) -> {
          if (indexOf(changed, name) < 0) {
            changed.add(new Kit.Field(name, value));
          }
        });
    before.forEach((name, other) -> move(changed, name, other));
    for (String name : last) {
      int at = indexOf(changed, name);
      if (at >= 0) {
        changed.add(changed.remove(at));
      }
    }
    return changed;
  }

  private String value(Kit.Field field) {
    String value = set.getOrDefault(field.name(), field.value());
    for (Map.Entry<String, String> each : replace.entrySet()) {
      value = value.replace(each.getKey(), each.getValue());
    }
    return value;
  }

  private static void move(List<Kit.Field> fields, String name, String before) {
    int from = indexOf(fields, name);
    if (from < 0 || indexOf(fields, before) < 0) {
      return;
    }
    Kit.Field moved = fields.remove(from);
    fields.add(indexOf(fields, before), moved);
  }

  private static int indexOf(List<Kit.Field> fields, String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
