use plan::Proof;

use crate::page::Page;

/// The code tables of what a list of proofs says beside what it asks for.
const KIND: &str = "proof-kind";
const TRUST: &str = "trust-level";

/// What proves a duty, with its kind and who has to vouch for it, where the list says so.
pub(crate) fn proof_named(page: &Page, proof: &Proof) -> String {
    let said = [(KIND, &proof.kind), (TRUST, &proof.trust)];
    let said: Vec<String> =
        said.into_iter().filter_map(|(table, code)| Some(page.coded(table, code.as_ref()?))).collect();
    if said.is_empty() {
        return proof.what.clone();
    }
    page.words.duties_proof_of(&proof.what, said.join(page.words.comma()))
}
