//! The request target taken apart: path segments and a query in PHP's bracket style. It gives no value a meaning.

/// Path and query of a request.
#[derive(Debug)]
pub(crate) struct Target {
    /// The path without the query.
    pub(crate) path: String,
    /// The query as it was sent.
    pub(crate) raw_query: String,
    /// The query's parameters.
    pub(crate) query: Query,
}

impl Target {
    pub(crate) fn parse(target: &str) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Self { path: path.to_owned(), raw_query: query.to_owned(), query: Query::parse(query) }
    }

    /// The path's segments; a slash at the end makes no difference.
    pub(crate) fn segments(&self) -> Vec<&str> {
        self.path.split('/').filter(|segment| !segment.is_empty()).collect()
    }
}

#[derive(Debug)]
struct Parameter {
    /// `filter[id][]` is `["filter", "id", ""]`.
    key: Vec<String>,
    value: String,
    raw: String,
}

/// The parameters of a query, in order.
#[derive(Debug)]
pub(crate) struct Query {
    parameters: Vec<Parameter>,
}

impl Query {
    fn parse(query: &str) -> Self {
        let parameters = query
            .split('&')
            .filter(|part| !part.is_empty())
            .map(|part| {
                let (key, value) = part.split_once('=').unwrap_or((part, ""));
                Parameter { key: split_key(&decode(key)), value: decode(value), raw: part.to_owned() }
            })
            .collect();
        Self { parameters }
    }

    /// The last value under exactly this key.
    pub(crate) fn value(&self, key: &[&str]) -> Option<&str> {
        self.parameters
            .iter()
            .rev()
            .find(|parameter| parameter.key == key)
            .map(|parameter| parameter.value.as_str())
    }

    /// All values under the key: bare, as `key[]` and as `key[0]`.
    pub(crate) fn values(&self, key: &[&str]) -> Vec<&str> {
        self.children(key)
            .filter(|(rest, _)| match rest {
                [] => true,
                [index] => index.bytes().all(|byte| byte.is_ascii_digit()),
                _ => false,
            })
            .map(|(_, value)| value)
            .collect()
    }

    /// Every parameter below the key: what is left of its own key, and its value.
    pub(crate) fn children<'q>(&'q self, key: &[&str]) -> impl Iterator<Item = (&'q [String], &'q str)> {
        self.parameters.iter().filter_map(move |parameter| {
            let (head, rest) = parameter.key.split_at_checked(key.len())?;
            (head == key).then_some((rest, parameter.value.as_str()))
        })
    }

    /// The words of a comma list, such as `with=contacts,leads`.
    pub(crate) fn words(&self, key: &str) -> Vec<&str> {
        self.values(&[key]).iter().flat_map(|value| value.split(',')).map(str::trim).collect()
    }

    /// The query with another page, as links show it.
    pub(crate) fn for_page(&self, page: u64, limit: usize) -> String {
        let kept = self
            .parameters
            .iter()
            .filter(|parameter| parameter.key != ["page"] && parameter.key != ["limit"])
            .map(|parameter| parameter.raw.clone());
        kept.chain([format!("page={page}"), format!("limit={limit}")]).collect::<Vec<_>>().join("&")
    }
}

fn split_key(key: &str) -> Vec<String> {
    let Some((head, rest)) = key.split_once('[') else { return vec![key.to_owned()] };
    let rest = rest.strip_suffix(']').unwrap_or(rest);
    std::iter::once(head).chain(rest.split("][")).map(str::to_owned).collect()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let mut ahead = rest.clone();
                let pair = ahead.next().and_then(hex).zip(ahead.next().and_then(hex));
                match pair {
                    Some((high, low)) => {
                        bytes.push(high * 16 + low);
                        rest = ahead;
                    }
                    None => bytes.push(b'%'),
                }
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(target: &str, key: &[&str], expected: &[&str]) {
        assert_eq!(Target::parse(target).query.values(key), expected, "{target}");
    }

    #[test]
    fn reads_every_form_of_a_list() {
        check("/x?filter[id][]=1&filter[id][]=2", &["filter", "id"], &["1", "2"]);
        check("/x?filter[id][0]=1&filter[id][1]=2", &["filter", "id"], &["1", "2"]);
        check("/x?filter[id]=1", &["filter", "id"], &["1"]);
        check("/x?filter%5Bid%5D%5B%5D=1", &["filter", "id"], &["1"]);
        check("/x?filter[created_at][from]=1", &["filter", "created_at"], &[]);
        check("/x?query=a+b%20c%2B%C3%A9", &["query"], &["a b c+é"]);
        check("/x?query=50%", &["query"], &["50%"]);
        check("/x", &["filter", "id"], &[]);
    }

    #[test]
    fn keeps_the_other_parameters_in_links() {
        let target = Target::parse("/x?filter%5Bid%5D=1&page=3&limit=2&with=leads");
        assert_eq!(target.query.for_page(4, 2), "filter%5Bid%5D=1&with=leads&page=4&limit=2");
    }
}
